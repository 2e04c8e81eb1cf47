package dev.crossover.targets.spanner;

import com.google.common.io.ByteStreams;
import com.google.spanner.v1.CommitRequest;
import io.grpc.HandlerRegistry;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * Stands before an emulator and lets every so manieth call of a kind go wrong. Knows the calls by
 * their names only, so whoever calls meets a real server. Safe for many threads.
 */
public final class FaultySpanner implements AutoCloseable {
  private static final int LARGEST = 128 << 20;

  private final Server server;
  private final ManagedChannel emulator;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<Interlude>> interlude =
      new AtomicReference<>(Optional.empty());

  private FaultySpanner(String emulatorHost) {
    emulator =
        NettyChannelBuilder.forTarget(emulatorHost)
            .usePlaintext()
            .maxInboundMessageSize(LARGEST)
            .build();
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .maxInboundMessageSize(LARGEST)
            .fallbackHandlerRegistry(new EveryMethod())
            .build();
  }

  /** Starts one before the emulator at {@code host:port}. */
  public static FaultySpanner before(String emulatorHost) {
    FaultySpanner faulty = new FaultySpanner(emulatorHost);
    try {
      faulty.server.start();
      return faulty;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What goes wrong. */
  public enum Fault {
    /** The emulator never hears of it; a transaction that was to be committed is rolled back. */
    ABORTED(Status.Code.ABORTED, false),
    UNAVAILABLE(Status.Code.UNAVAILABLE, false),
    /** The effect is there, the answer is lost. */
    UNAVAILABLE_DONE(Status.Code.UNAVAILABLE, true);

    private final Status.Code code;
    private final boolean done;

    Fault(Status.Code code, boolean done) {
      this.code = code;
      this.done = done;
    }

    Status status() {
      return code.toStatus().withDescription("a fault of the test");
    }

    boolean isDone() {
      return done;
    }
  }

  /** One kind of fault, and how often it has struck. */
  public static final class Rule {
    private final String method;
    private final int every;
    private final Fault fault;
    private final AtomicInteger calls = new AtomicInteger();

    private Rule(String method, int every, Fault fault) {
      this.method = method;
      this.every = every;
      this.fault = fault;
    }

    /** How often it has struck. */
    public int struck() {
      return calls.get() / every;
    }

    private boolean strikes(String called) {
      return called.equals(method) && calls.incrementAndGet() % every == 0;
    }
  }

  /**
   * From now on every so manieth call of a method goes wrong.
   *
   * @param method without its service, such as {@code Commit}
   */
  public Rule letFail(String method, int every, Fault fault) {
    Rule rule = new Rule(method, every, fault);
    rules.add(rule);
    return rule;
  }

  /**
   * Lets something happen once, when a commit that writes a table has taken effect and its answer
   * is under way.
   *
   * @return counted down when it has happened
   */
  public CountDownLatch afterCommitTo(String table, Runnable action) {
    Interlude waiting = new Interlude(table, action, new CountDownLatch(1));
    interlude.set(Optional.of(waiting));
    return waiting.over();
  }

  /** What goes wrong with a call that is about to be made. */
  Optional<Fault> strike(String method) {
    return rules.stream().filter(rule -> rule.strikes(method)).map(rule -> rule.fault).findFirst();
  }

  /** What happens before this commit is answered. */
  Optional<Interlude> interlude(CommitRequest commit) {
    Optional<Interlude> waiting = interlude.get();
    return waiting.filter(
        known -> known.isFor(commit) && interlude.compareAndSet(waiting, Optional.empty()));
  }

  record Interlude(String table, Runnable action, CountDownLatch over) {
    boolean isFor(CommitRequest commit) {
      return commit.getMutationsList().stream()
          .anyMatch(
              m ->
                  Stream.of(m.getInsert(), m.getUpdate(), m.getInsertOrUpdate(), m.getReplace())
                      .anyMatch(write -> write.getTable().equals(table)));
    }
  }

  /** Where callers find it. */
  public String host() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    emulator.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Bytes implements Marshaller<byte[]> {
    @Override
    public InputStream stream(byte[] value) {
      return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
      try {
        return ByteStreams.toByteArray(stream);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private final class EveryMethod extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<byte[], byte[]> method =
          MethodDescriptor.newBuilder(new Bytes(), new Bytes())
              .setFullMethodName(name)
              .setType(MethodType.UNKNOWN)
              .build();
      return ServerMethodDefinition.create(
          method,
          (call, headers) -> {
            call.request(2);
            return new Passage(call, headers, FaultySpanner.this, emulator);
          });
    }
  }
}
