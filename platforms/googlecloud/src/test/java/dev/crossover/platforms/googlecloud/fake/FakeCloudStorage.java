package dev.crossover.platforms.googlecloud.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
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
 *       {@link #lag} is worse than the service.
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
      Call call = Call.of(exchange);
      Optional<StorageFaults.Fault> fault = faults.next(call.operation());
      Answer answer =
          fault.filter(found -> !found.happens()).isPresent() ? null : effect(call, body, exchange);
      if (fault.isPresent()) {
        answer = Answer.error(fault.get().code(), fault.get().message());
      }
      send(exchange, answer);
    } catch (RuntimeException bug) {
      send(exchange, Answer.error(400, "the fake does not understand this: " + bug));
    }
  }

  private Answer effect(Call call, byte[] body, HttpExchange exchange) throws IOException {
    if (!call.bucket().equals(bucket)) {
      return Answer.error(404, "The specified bucket does not exist.");
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

  private Answer list(Call call) {
    StoredObjects.Page page = objects.list(ListRequest.of(call.query()));
    ObjectNode list = JSON.createObjectNode().put("kind", "storage#objects");
    ArrayNode items = list.putArray("items");
    page.names().forEach(name -> items.add(metadata(name, Optional.empty())));
    ArrayNode prefixes = list.putArray("prefixes");
    page.prefixes().forEach(prefixes::add);
    page.next().ifPresent(token -> list.put("nextPageToken", token));
    return Answer.json(list);
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
                .put("size", String.valueOf(stored.content().length))
                .put("crc32c", stored.checksum()));
    return found;
  }

  private Answer insert(Call call, byte[] body) throws IOException {
    Multipart parts = Multipart.of(body);
    String name = JSON.readTree(parts.metadata()).path("name").asText(call.query().get("name"));
    String sent = JSON.readTree(parts.metadata()).path("crc32c").asText("");
    StoredObjects.Stored stored = StoredObjects.stored(parts.content());
    if (!sent.isEmpty() && !sent.equals(stored.checksum())) {
      return Answer.error(400, "Provided CRC32C does not match the calculated one.");
    }
    return objects
        .put(name, parts.content(), call.generation("ifGenerationMatch"))
        .map(object -> Answer.json(metadata(name, Optional.of(object))))
        .orElseGet(Answer::otherGeneration);
  }

  private Answer get(Call call) {
    return objects
        .find(call.object())
        .map(object -> Answer.json(metadata(call.object(), Optional.of(object))))
        .orElseGet(() -> noSuchObject(call));
  }

  private Answer noSuchObject(Call call) {
    return Answer.error(404, "No such object: " + bucket + "/" + call.object());
  }

  private Answer read(Call call, String range) {
    Optional<StoredObjects.Stored> object = objects.find(call.object());
    if (object.isEmpty()) {
      return noSuchObject(call);
    }
    byte[] content = object.get().content();
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
    if (range != null && from >= content.length) {
      return Answer.error(416, "The requested range cannot be satisfied.");
    }
    return new Answer(
        range == null ? 200 : 206,
        "application/octet-stream",
        Arrays.copyOfRange(content, from, content.length),
        Map.of(
            "x-goog-generation", String.valueOf(object.get().generation()),
            "x-goog-hash", "crc32c=" + object.get().checksum(),
            "Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length)),
        objects.untilBreak());
  }

  private Answer move(Call call) {
    return objects
        .move(call.object(), call.target())
        .map(object -> Answer.json(metadata(call.target(), Optional.of(object))))
        .orElseGet(() -> noSuchObject(call));
  }

  private Answer delete(Call call) {
    return switch (objects.delete(call.object(), call.generation("ifGenerationMatch"))) {
      case DONE -> new Answer(204, "", new byte[0], Map.of());
      case ABSENT -> noSuchObject(call);
      case OTHER -> Answer.otherGeneration();
    };
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream raw = exchange.getRequestBody();
        InputStream in = packed ? new GZIPInputStream(raw) : raw) {
      return in.readAllBytes();
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    boolean empty = answer.body().length == 0;
    exchange.sendResponseHeaders(answer.code(), empty ? -1 : answer.body().length);
    if (!empty) {
      int sent = Math.min(answer.body().length, answer.breaksOffAfter());
      exchange.getResponseBody().write(answer.body(), 0, sent);
    }
    exchange.close();
  }

  private record Answer(
      int code, String type, byte[] body, Map<String, String> headers, int breaksOffAfter) {
    Answer(int code, String type, byte[] body, Map<String, String> headers) {
      this(code, type, body, headers, Integer.MAX_VALUE);
    }

    static Answer json(JsonNode node) {
      return new Answer(
          200,
          "application/json; charset=UTF-8",
          node.toString().getBytes(StandardCharsets.UTF_8),
          Map.of());
    }

    static Answer error(int code, String message) {
      ObjectNode error = JSON.createObjectNode();
      error.putObject("error").put("code", code).put("message", message);
      return new Answer(
          code,
          "application/json; charset=UTF-8",
          error.toString().getBytes(StandardCharsets.UTF_8),
          Map.of());
    }

    static Answer otherGeneration() {
      return error(412, "At least one of the pre-conditions you specified did not hold.");
    }
  }

  /** A request, as its line says it. */
  private record Call(
      StorageOperation operation,
      String bucket,
      String object,
      String target,
      Map<String, String> query) {

    static Call of(HttpExchange exchange) {
      List<String> path =
          Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
              .map(Call::decoded)
              .toList();
      int at = path.indexOf("b");
      String object = path.size() > at + 3 ? path.get(at + 3) : "";
      String target = path.size() > at + 6 ? path.get(at + 6) : "";
      Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
      return new Call(
          StorageOperation.of(exchange.getRequestMethod(), object, target, query),
          path.get(at + 1),
          object,
          target,
          query);
    }

    private static Map<String, String> query(String text) {
      Map<String, String> query = new HashMap<>();
      for (String pair : text == null ? new String[0] : text.split("&")) {
        String[] words = pair.split("=", 2);
        query.put(words[0], words.length == 1 ? "" : decoded(words[1]));
      }
      return query;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    Optional<Long> generation(String parameter) {
      return Optional.ofNullable(query.get(parameter)).map(Long::valueOf);
    }
  }
}
