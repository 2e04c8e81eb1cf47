package dev.crossover.targets.spanner.client;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Ends calls to a Spanner that has stopped answering. The client itself opens a broken stream of
 * rows again and again without an end, and waits for the next part of one for half an hour.
 *
 * <p>A call that gets no answer fails with a code that the client tries again, until nothing has
 * answered for as long as an outage may last; from then on with one that nobody tries again. The
 * first answer, whatever it says, begins anew. Safe for many threads.
 */
final class AnswerWatch implements ClientInterceptor {
  /** What a call ends with when nobody answered it. A server may say so too. */
  private static final Set<Status.Code> NO_ANSWER =
      EnumSet.of(Status.Code.UNAVAILABLE, Status.Code.DEADLINE_EXCEEDED);

  private final CallLimits limits;
  private final ScheduledExecutorService timer;
  private final LongSupplier nanos;
  private final AtomicReference<Optional<Long>> silentSince =
      new AtomicReference<>(Optional.empty());

  /**
   * @param timer ends silent streams
   * @param nanos the time, such as {@link System#nanoTime}
   */
  AnswerWatch(CallLimits limits, ScheduledExecutorService timer, LongSupplier nanos) {
    this.limits = limits;
    this.timer = timer;
    this.nanos = nanos;
  }

  @Override
  public <Q, A> ClientCall<Q, A> interceptCall(
      MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
    return new WatchedCall<>(
        next.newCall(method, options), !method.getType().serverSendsOneMessage());
  }

  private void answered() {
    silentSince.set(Optional.empty());
  }

  /** What the caller is told when a call ends. */
  Status judged(Status status) {
    if (!NO_ANSWER.contains(status.getCode())) {
      // A call that this side has given up says nothing of the other.
      if (status.getCode() != Status.Code.CANCELLED) {
        answered();
      }
      return status;
    }
    long now = nanos.getAsLong();
    long since = silentSince.updateAndGet(old -> Optional.of(old.orElse(now))).orElse(now);
    Duration silent = Duration.ofNanos(now - since);
    if (silent.compareTo(limits.outage()) < 0) {
      return status;
    }
    return Status.DEADLINE_EXCEEDED
        .withDescription(
            "Spanner has not answered for %d s; see whether it runs and can be reached (%s)"
                .formatted(silent.toSeconds(), status.getDescription()))
        .withCause(status.getCause());
  }

  private final class WatchedCall<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final boolean stream;
    private volatile boolean silenced;
    private int wanted;
    private ScheduledFuture<?> alarm;

    WatchedCall(ClientCall<Q, A> call, boolean stream) {
      super(call);
      this.stream = stream;
    }

    @Override
    public void start(Listener<A> listener, Metadata headers) {
      super.start(
          new SimpleForwardingClientCallListener<>(listener) {
            @Override
            public void onMessage(A message) {
              answered();
              received();
              super.onMessage(message);
            }

            @Override
            public void onClose(Status status, Metadata trailers) {
              ended();
              super.onClose(judged(silenced ? silence() : status), trailers);
            }
          },
          headers);
    }

    private Status silence() {
      return Status.UNAVAILABLE.withDescription(
          "a stream of rows was silent for %d s".formatted(limits.silence().toSeconds()));
    }

    @Override
    public void request(int messages) {
      wanted(messages);
      super.request(messages);
    }

    private synchronized void wanted(int messages) {
      wanted += messages;
      arm();
    }

    private synchronized void received() {
      wanted--;
      disarm();
      arm();
    }

    private synchronized void ended() {
      wanted = 0;
      disarm();
    }

    /** Only a stream that somebody waits for can be silent. */
    private void arm() {
      if (stream && wanted > 0 && alarm == null) {
        alarm = timer.schedule(this::silenceIt, limits.silence().toMillis(), TimeUnit.MILLISECONDS);
      }
    }

    private void disarm() {
      if (alarm != null) {
        alarm.cancel(false);
        alarm = null;
      }
    }

    private void silenceIt() {
      silenced = true;
      cancel("silent for too long", null);
    }
  }
}
