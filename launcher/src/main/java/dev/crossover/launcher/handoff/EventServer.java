package dev.crossover.launcher.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.platforms.googlecloud.handoff.CloudEvent;
import dev.crossover.platforms.googlecloud.handoff.JobEvent;
import dev.crossover.platforms.googlecloud.handoff.MalformedEventException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives events over HTTP. Who may call is decided before it, by Cloud Run: its ingress is
 * internal, and it lets in only whom {@code roles/run.invoker} is granted. What a caller says is
 * not believed either way.
 */
public final class EventServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventServer.class);

  /** Where the trigger of the handoff stack sends its events. */
  public static final String PATH = "/events/job-status";

  /** An event of a job has its labels, options and stages in it, and is far smaller. */
  private static final int LONGEST_BODY = 10_000_000;

  private static final int MOST_KEPT = 1_000;
  private static final int THREADS = 4;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int BUG = 500;
  private static final int NOT_READY = 503;

  private final Function<JobEvent, Reply> handoff;
  private final Undelivered undelivered;
  private final BooleanSupplier ready;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final AtomicBoolean ending = new AtomicBoolean();
  private final ReadWriteLock working = new ReentrantReadWriteLock();
  private final Set<String> kept = ConcurrentHashMap.newKeySet();

  /** Keeps an event that nobody may forget. */
  @FunctionalInterface
  public interface Undelivered {
    void keep(byte[] body, String reason);
  }

  /**
   * @param undelivered throws a {@link dev.crossover.contract.CrossoverException} if it cannot
   * @param ready whether what the handoff needs can be reached
   * @throws ExternalToolException if the port is taken
   */
  public EventServer(
      InetSocketAddress address,
      Function<JobEvent, Reply> handoff,
      Undelivered undelivered,
      BooleanSupplier ready) {
    this.handoff = handoff;
    this.undelivered = undelivered;
    this.ready = ready;
    try {
      server = HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new ExternalToolException(
          "cannot listen at %s: %s; choose another --port".formatted(address, e.getMessage()), e);
    }
    server.setExecutor(threads);
    server.createContext(PATH, only("POST", PATH, this::event));
    server.createContext("/livez", only("GET", "/livez", exchange -> Reply.done("alive")));
    server.createContext("/readyz", only("GET", "/readyz", exchange -> readiness()));
    server.createContext("/", only("GET", "", exchange -> Reply.done("")));
  }

  /** Begins to answer. */
  public void start() {
    server.start();
    LOG.info("event=serving address={}", server.getAddress());
  }

  /** Where it listens; it may have been asked to choose. */
  int port() {
    return server.getAddress().getPort();
  }

  private interface Answering {
    Reply to(HttpExchange exchange) throws IOException;
  }

  private HttpHandler only(String method, String path, Answering answering) {
    return exchange -> {
      working.readLock().lock();
      try (exchange) {
        answer(exchange, reply(exchange, method, path, answering));
      } finally {
        working.readLock().unlock();
      }
    };
  }

  private static Reply reply(HttpExchange exchange, String method, String path, Answering answering)
      throws IOException {
    if (!exchange.getRequestURI().getPath().equals(path)) {
      return new Reply(NOT_FOUND, "no such path", false);
    }
    return exchange.getRequestMethod().equals(method)
        ? safely(exchange, answering)
        : new Reply(NOT_ALLOWED, "use " + method, false);
  }

  private static Reply safely(HttpExchange exchange, Answering answering) throws IOException {
    try {
      return answering.to(exchange);
    } catch (RuntimeException e) {
      LOG.error("event=request_failed path={}", exchange.getRequestURI().getPath(), e);
      return new Reply(BUG, "an unexpected error; see the log", false);
    }
  }

  private Reply event(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
    if (ending.get()) {
      return Reply.again("this instance ends");
    }
    CloudEvent event;
    Reply reply;
    try {
      event = CloudEvent.of(headers(exchange), body);
      reply = JobEvent.of(event).map(handoff).orElseGet(() -> Reply.done("not an event of a job"));
    } catch (MalformedEventException e) {
      LOG.warn("event=malformed reason=\"{}\"", e.getMessage());
      return kept(body, Reply.never("no event that can be read: " + e.getMessage()));
    }
    // One that is sent again until it goes is kept once.
    String id = event.source() + " " + event.id();
    if (!reply.undeliverable() || (!reply.isFinal() && kept.contains(id))) {
      return reply;
    }
    Reply answer = kept(body, reply);
    if (answer.equals(reply)) {
      remember(id);
    }
    return answer;
  }

  private void remember(String id) {
    if (kept.size() > MOST_KEPT) {
      kept.clear();
    }
    kept.add(id);
  }

  private Reply kept(byte[] body, Reply reply) {
    try {
      undelivered.keep(body, reply.text());
      return reply;
    } catch (CrossoverException e) {
      LOG.warn("event=not_kept", e);
      return Reply.again("the event cannot be kept: " + e.getMessage());
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  private Reply readiness() {
    return !ending.get() && ready.getAsBoolean()
        ? Reply.done("ready")
        : new Reply(NOT_READY, "not ready", false);
  }

  private static void answer(HttpExchange exchange, Reply reply) throws IOException {
    byte[] text = (reply.text() + "\n").getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(reply.status(), text.length);
    exchange.getResponseBody().write(text);
  }

  /** Takes no more events, and returns when those at work are answered. */
  @Override
  public void close() {
    ending.set(true);
    working.writeLock().lock();
    try {
      server.stop(0);
      threads.shutdownNow();
    } finally {
      working.writeLock().unlock();
    }
  }
}
