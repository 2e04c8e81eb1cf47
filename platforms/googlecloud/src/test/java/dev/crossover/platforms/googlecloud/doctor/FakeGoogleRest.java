package dev.crossover.platforms.googlecloud.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A service of Google's over REST, which answers everything with one body. Its errors have the form
 * {@code {"error": {"code", "message", "status"}}} (cloud.google.com/apis/design/errors, HTTP
 * mapping); its answers are those of serviceusage v1 services.batchGet, cloudresourcemanager v1
 * projects.testIamPermissions ("the subset that is allowed") and compute v1 regions.get.
 */
final class FakeGoogleRest implements AutoCloseable {
  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String body = "{}";

  FakeGoogleRest() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
    byte[] text = body.getBytes(UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(status, text.length);
      exchange.getResponseBody().write(text);
    }
  }

  FakeGoogleRest answers(String json) {
    status = 200;
    body = json;
    return this;
  }

  FakeGoogleRest refuses(int code, String message) {
    status = code;
    body = "{\"error\": {\"code\": %d, \"message\": \"%s\"}}".formatted(code, message);
    return this;
  }

  FakeGoogleRest answersNoJson() {
    status = 200;
    body = "<html>";
    return this;
  }

  List<String> requests() {
    return requests;
  }

  GoogleRest rest() {
    return new GoogleRest(
        new ServiceAddress(Optional.of("http://127.0.0.1:" + server.getAddress().getPort())),
        "https://nowhere.invalid",
        Optional.empty());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
