package dev.crossover.targets.spanner.client;

import com.google.spanner.v1.GetSessionRequest;
import com.google.spanner.v1.Session;
import com.google.spanner.v1.SpannerGrpc;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks whether anybody answers: for a session without a name, which no server has. That costs
 * nothing, and a refusal is an answer too.
 *
 * @param options of a call that has the caller's credentials
 * @param limit how long an answer may take
 */
record Ping(Channel channel, CallOptions options, Duration limit) {
  /**
   * @param outcome is told how the call ended, in a thread of the channel's
   */
  void send(Consumer<Status> outcome) {
    ClientCall<GetSessionRequest, Session> call =
        channel.newCall(
            SpannerGrpc.getGetSessionMethod(),
            options.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS));
    call.start(
        new ClientCall.Listener<>() {
          @Override
          public void onClose(Status status, Metadata trailers) {
            outcome.accept(status);
          }
        },
        new Metadata());
    call.sendMessage(GetSessionRequest.getDefaultInstance());
    call.halfClose();
    call.request(1);
  }
}
