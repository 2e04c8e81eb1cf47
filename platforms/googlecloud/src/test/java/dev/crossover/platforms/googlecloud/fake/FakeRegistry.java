package dev.crossover.platforms.googlecloud.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A registry of images, as far as a push needs one (github.com/opencontainers/distribution-spec,
 * "Pushing blobs" and "Pushing manifests"): HEAD of a blob is 404 until it is there; POST of an
 * upload is 202 with its Location; PATCH is 202 with the next one; PUT with a digest is 201; PUT of
 * a manifest is 201; "403 Forbidden: DENIED, requested access to the resource is denied". It speaks
 * HTTPS, with a certificate that nobody vouches for.
 */
public final class FakeRegistry implements AutoCloseable {
  private static final String STORE = "of-a-test";

  private final HttpsServer server;
  private final Map<String, byte[]> stored = new ConcurrentHashMap<>();
  private final Map<String, byte[]> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicBoolean refusing = new AtomicBoolean();

  public FakeRegistry() {
    try {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(ofItsOwn()));
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    server.createContext("/v2/", this::answer);
    server.start();
  }

  /** By the JDK's own program: it has no API for it. */
  private static SSLContext ofItsOwn()
      throws IOException, GeneralSecurityException, InterruptedException {
    Path folder = Files.createTempDirectory("registry");
    Path store = folder.resolve("store");
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-keyalg",
                  "EC",
                  "-dname",
                  "CN=127.0.0.1",
                  "-storepass",
                  STORE,
                  "-keystore",
                  store.toString())
              .redirectErrorStream(true)
              .start();
      keytool.getInputStream().transferTo(OutputStream.nullOutputStream());
      keytool.waitFor();
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(KeyStore.getInstance(store.toFile(), STORE.toCharArray()), STORE.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } finally {
      Files.deleteIfExists(store);
      Files.delete(folder);
    }
  }

  /** From now on nobody may push. */
  public void refuse() {
    refusing.set(true);
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** The manifest under a tag; nothing if there is none. */
  public String manifest(String path) {
    return new String(stored.getOrDefault("/v2/" + path, new byte[0]), StandardCharsets.UTF_8);
  }

  public long blobs() {
    return stored.keySet().stream().filter(path -> path.contains("/blobs/")).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (refusing.get() && !path.equals("/v2/")) {
        exchange.sendResponseHeaders(403, -1);
        return;
      }
      switch (exchange.getRequestMethod()) {
        case "HEAD", "GET" ->
            exchange.sendResponseHeaders(
                path.equals("/v2/") || stored.containsKey(path) ? 200 : 404, -1);
        case "POST" -> accepted(exchange, path + "upload-" + begun.incrementAndGet());
        case "PATCH" -> {
          uploads.put(path, body);
          accepted(exchange, path);
        }
        default -> created(exchange, path, body);
      }
    }
  }

  private static void accepted(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(202, -1);
  }

  private void created(HttpExchange exchange, String path, byte[] body) throws IOException {
    String query = exchange.getRequestURI().getQuery();
    if (path.contains("/manifests/")) {
      stored.put(path, body);
    } else {
      String digest = query.substring(query.indexOf("digest=") + "digest=".length());
      stored.put(path.replaceFirst("/uploads/.*", "/") + digest, uploads.getOrDefault(path, body));
    }
    exchange.sendResponseHeaders(201, -1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
