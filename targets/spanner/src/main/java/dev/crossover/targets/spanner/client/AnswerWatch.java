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
import java.nio.channels.ClosedChannelException;
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
 * rows again and again without an end, and waits for the next part of one for half an hour. A
 * stream may be silent for long where there is much to read; so it is asked meanwhile whether
 * anybody answers at all.
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
        next.newCall(method, options),
        !method.getType().serverSendsOneMessage(),
        new Ping(next, options, limits.outage()));
  }

  private void answered() {
    silentSince.set(Optional.empty());
  }

  private void unanswered(long since) {
    silentSince.updateAndGet(old -> Optional.of(old.orElse(since)));
  }

  /** What the caller is told when a call ends. */
  Status judged(Status ended) {
    Status status =
        isCutOff(ended)
            ? Status.UNAVAILABLE.withDescription(ended.getDescription()).withCause(ended.getCause())
            : ended;
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

  /** A connection that broke while a call was begun on it; gRPC calls that unknown. */
  private static boolean isCutOff(Status status) {
    return status.getCode() == Status.Code.UNKNOWN
        && status.getCause() instanceof ClosedChannelException;
  }

  private final class WatchedCall<Q, A> extends SimpleForwardingClientCall<Q, A> {
    private final boolean stream;
    private final Ping ping;
    private volatile boolean silenced;
    private int wanted;

    /** Counts what the server has sent, so that an alarm knows whether it comes too late. */
    private int heard;

    private Optional<ScheduledFuture<?>> alarm = Optional.empty();

    WatchedCall(ClientCall<Q, A> call, boolean stream, Ping ping) {
      super(call);
      this.stream = stream;
      this.ping = ping;
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
      return Status.UNAVAILABLE.withDescription("a stream of rows was silent for too long");
    }

    @Override
    public void request(int messages) {
      wanted(messages);
      super.request(messages);
    }

    private synchronized void wanted(int messages) {
      wanted += messages;
      if (alarm.isEmpty()) {
        arm(limits.silence());
      }
    }

    private synchronized void received() {
      wanted--;
      disarm();
      arm(limits.silence());
    }

    private synchronized void ended() {
      wanted = 0;
      disarm();
    }

    /**
     * Only a stream that somebody waits for can be silent.
     *
     * @param left how long it may still be
     */
    private void arm(Duration left) {
      if (stream && wanted > 0 && !timer.isShutdown()) {
        Duration pause = left.compareTo(limits.outage()) < 0 ? left : limits.outage();
        int silentAfter = heard;
        alarm =
            Optional.of(
                timer.schedule(
                    () -> look(silentAfter, left.minus(pause)),
                    pause.toMillis(),
                    TimeUnit.MILLISECONDS));
      }
    }

    private void disarm() {
      heard++;
      alarm.ifPresent(future -> future.cancel(false));
      alarm = Optional.empty();
    }

    private void look(int silentAfter, Duration left) {
      if (left.isZero()) {
        silenceIt(silentAfter);
        return;
      }
      long asked = nanos.getAsLong();
      ping.send(
          status -> {
            if (NO_ANSWER.contains(status.getCode())) {
              unanswered(asked);
              silenceIt(silentAfter);
            } else {
              armAgain(silentAfter, left);
            }
          });
    }

    private synchronized void armAgain(int silentAfter, Duration left) {
      if (heard == silentAfter) {
        arm(left);
      }
    }

    private void silenceIt(int silentAfter) {
      synchronized (this) {
        if (heard != silentAfter) {
          return;
        }
        silenced = true;
      }
      cancel("silent for too long", null);
    }
  }
}
