package dev.crossover.platforms.googlecloud.fake;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/**
 * The JSON API of Cloud Storage, as far as our client calls it, over one bucket in memory.
 *
 * <ul>
 *   <li>Listing: "Retrieves a list of objects matching the criteria", ordered "lexicographically by
 *       name", at most 1000 of a page, then {@code nextPageToken}; {@code startOffset}: "names are
 *       lexicographically equal to or after"; with {@code delimiter}, "objects whose names, aside
 *       from the prefix, contain delimiter will have their name, truncated after the delimiter,
 *       returned in prefixes" (Objects: list). Listings are strongly consistent (Consistency);
 *       {@link StoredObjects#lag} is worse than the service.
 *   <li>Insert: an object appears whole or not at all, with a new generation. {@code
 *       ifGenerationMatch}: "setting to 0 makes the operation succeed only if there are no live
 *       versions of the object"; else 412 (Request preconditions).
 *   <li>Move: "an atomic transaction"; "the source object must exist"; "if an object already exists
 *       at the destination, the move operation replaces the existing object" (Objects: move).
 *   <li>Delete of what is not there, and media of what is not there: 404.
 *   <li>Notifications: {@code OBJECT_FINALIZE} is "sent when a new object (or a new generation of
 *       an existing object) is successfully created", a moved one among them, and only for names
 *       that begin with the configured prefix (Pub/Sub notifications). {@link #finalized} counts
 *       these.
 * </ul>
 */
public final class FakeCloudStorage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Else each answer waits for the acknowledgement of its head.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final StoredObjects objects;
  private final String bucket;
  private final StorageFaults faults = new StorageFaults();

  /**
   * Starts on a free port of 127.0.0.1.
   *
   * @param bucket the one that there is
   * @param notified what the names of objects begin with whose notifications are counted
   */
  public FakeCloudStorage(String bucket, String notified) {
    this.bucket = bucket;
    this.objects = new StoredObjects(notified);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Where it answers. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What goes wrong. */
  public StorageFaults faults() {
    return faults;
  }

  /** What is in the bucket, and how it is looked at. */
  public StoredObjects objects() {
    return objects;
  }

  /** How many notifications there would be if each came once. */
  public long finalized() {
    return objects.finalized();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      byte[] body = body(exchange);
      StorageCall call = StorageCall.of(exchange);
      Optional<StorageFaults.Fault> fault = faults.next(call.operation());
      StorageAnswer answer =
          fault.filter(found -> !found.happens()).isPresent() ? null : effect(call, body, exchange);
      if (fault.isPresent()) {
        answer = StorageAnswer.error(fault.get().code(), fault.get().message());
      }
      send(exchange, answer);
    } catch (RuntimeException bug) {
      send(exchange, StorageAnswer.error(400, "the fake does not understand this: " + bug));
    }
  }

  private StorageAnswer effect(StorageCall call, byte[] body, HttpExchange exchange)
      throws IOException {
    if (!call.bucket().equals(bucket)) {
      return StorageAnswer.error(404, "The specified bucket does not exist.");
    }
    return switch (call.operation()) {
      case LIST -> list(call);
      case INSERT -> insert(call, body);
      case GET -> get(call);
      case READ -> read(call, exchange.getRequestHeaders().getFirst("Range"));
      case MOVE -> move(call);
      case DELETE -> delete(call);
    };
  }

  private StorageAnswer list(StorageCall call) {
    StoredObjects.Page page = objects.list(ListRequest.of(call.query()));
    ObjectNode list = JSON.createObjectNode().put("kind", "storage#objects");
    ArrayNode items = list.putArray("items");
    page.names().forEach(name -> items.add(metadata(name, Optional.empty())));
    ArrayNode prefixes = list.putArray("prefixes");
    page.prefixes().forEach(prefixes::add);
    page.next().ifPresent(token -> list.put("nextPageToken", token));
    return StorageAnswer.json(list);
  }

  private ObjectNode metadata(String name, Optional<StoredObjects.Stored> object) {
    ObjectNode found =
        JSON.createObjectNode()
            .put("kind", "storage#object")
            .put("bucket", bucket)
            .put("name", name);
    object.ifPresent(
        stored ->
            found
                .put("generation", String.valueOf(stored.generation()))
                .put("size", String.valueOf(stored.content().size()))
                .put("crc32c", stored.checksum()));
    return found;
  }

  private StorageAnswer insert(StorageCall call, byte[] body) throws IOException {
    Multipart parts = Multipart.of(body);
    String name =
        JSON.readTree(parts.metadata().toByteArray()).path("name").asText(call.query().get("name"));
    String sent = JSON.readTree(parts.metadata().toByteArray()).path("crc32c").asText("");
    StoredObjects.Stored stored = StoredObjects.stored(parts.content());
    if (!sent.isEmpty() && !sent.equals(stored.checksum())) {
      return StorageAnswer.error(400, "Provided CRC32C does not match the calculated one.");
    }
    return objects
        .put(name, parts.content(), call.generation("ifGenerationMatch"))
        .map(object -> StorageAnswer.json(metadata(name, Optional.of(object))))
        .orElseGet(StorageAnswer::otherGeneration);
  }

  private StorageAnswer get(StorageCall call) {
    return objects
        .find(call.object())
        .map(object -> StorageAnswer.json(metadata(call.object(), Optional.of(object))))
        .orElseGet(() -> noSuchObject(call));
  }

  private StorageAnswer noSuchObject(StorageCall call) {
    return StorageAnswer.error(404, "No such object: " + bucket + "/" + call.object());
  }

  private StorageAnswer read(StorageCall call, String range) {
    Optional<StoredObjects.Stored> object = objects.find(call.object());
    if (object.isEmpty()) {
      return noSuchObject(call);
    }
    ByteString content = object.get().content();
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    if (range != null && from >= content.size()) {
      return StorageAnswer.error(416, "The requested range cannot be satisfied.");
    }
    return new StorageAnswer(
        range == null ? 200 : 206,
        "application/octet-stream",
        content.substring(from),
        Map.of(
            "x-goog-generation", String.valueOf(object.get().generation()),
            "x-goog-hash", "crc32c=" + object.get().checksum(),
            "Content-Range", "bytes %d-%d/%d".formatted(from, content.size() - 1, content.size())),
        objects.untilBreak());
  }

  private StorageAnswer move(StorageCall call) {
    return objects
        .move(call.object(), call.target())
        .map(object -> StorageAnswer.json(metadata(call.target(), Optional.of(object))))
        .orElseGet(() -> noSuchObject(call));
  }

  private StorageAnswer delete(StorageCall call) {
    return switch (objects.delete(call.object(), call.generation("ifGenerationMatch"))) {
      case DONE -> new StorageAnswer(204, "", ByteString.EMPTY, Map.of());
      case ABSENT -> noSuchObject(call);
      case OTHER -> StorageAnswer.otherGeneration();
    };
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }

  private static void send(HttpExchange exchange, StorageAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    boolean empty = answer.body().isEmpty();
    exchange.sendResponseHeaders(answer.code(), empty ? -1 : answer.body().size());
    if (!empty) {
      int sent = Math.min(answer.body().size(), answer.breaksOffAfter());
      answer.body().substring(0, sent).writeTo(exchange.getResponseBody());
    }
    exchange.close();
  }
}
