package dev.crossover.targets.spanner.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.spanner.v1.PartialResultSet;
import com.google.spanner.v1.ReadRequest;
import com.google.spanner.v1.SpannerGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AnswerWatchTest {
  private static final CallLimits LIMITS =
      new CallLimits(Duration.ofMillis(5), Duration.ofHours(1), Duration.ofMillis(5));

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final SilentServer server = new SilentServer();
  private final AtomicLong looks = new AtomicLong();
  private final CompletableFuture<Status> ended = new CompletableFuture<>();

  @AfterEach
  void end() {
    timer.shutdownNow();
  }

  @Test
  void waitsForASilentStreamWhileTheServerAnswersOtherwise() throws Exception {
    read();
    server.pings.await();
    assertThat(ended).isNotDone();

    server.alive = false;
    assertThat(ended.get().getCode()).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
    assertThat(ended.get().getDescription()).startsWith("Spanner has not answered for ");
  }

  @Test
  void aConnectionThatBreaksUnderACallIsNoAnswer() {
    AnswerWatch watch = new AnswerWatch(LIMITS, timer, this::nanos);
    Status cutOff =
        Status.UNKNOWN.withDescription("channel closed").withCause(new ClosedChannelException());

    assertThat(watch.judged(cutOff).getCode()).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(watch.judged(cutOff).getDescription()).startsWith("Spanner has not answered for ");
    assertThat(watch.judged(Status.UNKNOWN).getCode()).isEqualTo(Status.Code.UNKNOWN);
  }

  /** Each look at the clock is a second after the one before. */
  private long nanos() {
    return TimeUnit.SECONDS.toNanos(looks.incrementAndGet());
  }

  private void read() {
    ClientCall<ReadRequest, PartialResultSet> call =
        new AnswerWatch(LIMITS, timer, this::nanos)
            .interceptCall(SpannerGrpc.getStreamingReadMethod(), CallOptions.DEFAULT, server);
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            ended.complete(status);
          }
        },
        new Metadata());
    call.request(1);
  }

  /** Never sends a row, and answers other calls with a refusal. */
  private static final class SilentServer extends Channel {
    private final CountDownLatch pings = new CountDownLatch(3);
    private volatile boolean alive = true;

    @Override
    public <Q, A> ClientCall<Q, A> newCall(MethodDescriptor<Q, A> method, CallOptions options) {
      return new Silence<>(!method.getType().serverSendsOneMessage());
    }

    @Override
    public String authority() {
      return "nobody";
    }

    private final class Silence<Q, A> extends ClientCall<Q, A> {
      private final boolean stream;
      private Listener<A> listener;

      Silence(boolean stream) {
        this.stream = stream;
      }

      @Override
      public void start(Listener<A> answers, Metadata headers) {
        listener = answers;
      }

      @Override
      public void request(int messages) {
        if (!stream) {
          pings.countDown();
          listener.onClose(
              alive ? Status.INVALID_ARGUMENT : Status.DEADLINE_EXCEEDED, new Metadata());
        }
      }

      @Override
      public void cancel(String message, Throwable cause) {
        listener.onClose(Status.CANCELLED, new Metadata());
      }

      @Override
      public void halfClose() {}

      @Override
      public void sendMessage(Q message) {}
    }
  }
}
