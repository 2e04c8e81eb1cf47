package dev.crossover.platforms.googlecloud.fake;

import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import io.grpc.BindableService;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * A gRPC server on this machine in the place of one of Google's, with the faults that a test puts
 * in. It refuses whoever brings credentials: no test may have any. Thread-safe.
 */
public final class FakeService implements AutoCloseable {
  private static final Metadata.Key<String> CREDENTIALS =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private final Server server;
  private final Map<String, Queue<Fault>> faults = new HashMap<>();
  private final List<String> calls = new ArrayList<>();

  /**
   * @param lost whether the call takes effect and only its answer is lost
   */
  private record Fault(Status status, boolean lost) {}

  /** Starts a server that the services are behind. */
  public FakeService(BindableService... services) {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    Arrays.stream(services).forEach(builder::addService);
    try {
      this.server = builder.intercept(new Interceptor()).build().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it answers, as settings say it. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  public ServiceAddress address() {
    return new ServiceAddress(Optional.of(url()));
  }

  /** The next call of a method fails, and changes nothing. */
  public synchronized void refuse(String method, Status status) {
    faults.computeIfAbsent(method, m -> new ArrayDeque<>()).add(new Fault(status, false));
  }

  /** The next call of a method takes effect, and its caller hears that it failed. */
  public synchronized void loseAnswer(String method, Status status) {
    faults.computeIfAbsent(method, m -> new ArrayDeque<>()).add(new Fault(status, true));
  }

  /** The methods that were called, in order. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  public long calls(String method) {
    return calls().stream().filter(method::equals).count();
  }

  private synchronized Optional<Fault> fault(String method) {
    calls.add(method);
    return Optional.ofNullable(faults.get(method)).map(Queue::poll);
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Interceptor implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String method = call.getMethodDescriptor().getBareMethodName();
      if (headers.containsKey(CREDENTIALS)) {
        call.close(Status.INTERNAL.withDescription("a test has credentials"), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      Optional<Fault> fault = fault(method);
      if (fault.isEmpty()) {
        return next.startCall(call, headers);
      }
      if (!fault.get().lost()) {
        call.close(fault.get().status(), new Metadata());
        return new ServerCall.Listener<>() {};
      }
      return next.startCall(new Silenced<>(call, fault.get().status()), headers);
    }
  }

  private static final class Silenced<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Status told;

    Silenced(ServerCall<Q, A> call, Status told) {
      super(call);
      this.told = told;
    }

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(A answer) {}

    @Override
    public void close(Status status, Metadata trailers) {
      super.close(told, new Metadata());
    }
  }
}
