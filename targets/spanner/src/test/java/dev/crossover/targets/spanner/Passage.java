package dev.crossover.targets.spanner;

import com.google.spanner.v1.CommitRequest;
import com.google.spanner.v1.RollbackRequest;
import com.google.spanner.v1.SpannerGrpc;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One call that passes {@link FaultySpanner}; Spanner has none with more than one request. */
final class Passage extends ServerCall.Listener<byte[]> {
  private static final String COMMIT = "Commit";

  private final ServerCall<byte[], byte[]> caller;
  private final Metadata headers;
  private final ClientCall<byte[], byte[]> called;
  private final FaultySpanner faults;
  private final ManagedChannel emulator;
  private byte[] request = new byte[0];

  Passage(
      ServerCall<byte[], byte[]> caller,
      Metadata headers,
      FaultySpanner faults,
      ManagedChannel emulator) {
    this.caller = caller;
    this.headers = headers;
    this.faults = faults;
    this.emulator = emulator;
    this.called = emulator.newCall(caller.getMethodDescriptor(), CallOptions.DEFAULT);
  }

  @Override
  public void onMessage(byte[] message) {
    request = message;
  }

  @Override
  public void onCancel() {
    called.cancel("the caller has given up", null);
  }

  @Override
  public void onHalfClose() {
    String method = caller.getMethodDescriptor().getBareMethodName();
    Optional<FaultySpanner.Fault> struck = faults.strike(method);
    if (struck.isEmpty()) {
      pass(
          COMMIT.equals(method)
              ? interlude().<Answers>map(LateAnswers::new).orElseGet(Answers::new)
              : new Answers());
    } else if (struck.get().isDone()) {
      pass(new LostAnswers(struck.get().status()));
    } else {
      if (COMMIT.equals(method)) {
        rollBack();
      }
      caller.close(struck.get().status(), new Metadata());
    }
  }

  private void pass(ClientCall.Listener<byte[]> answers) {
    called.start(answers, headers);
    called.sendMessage(request);
    called.halfClose();
    called.request(1);
  }

  /** As the real service does; else the emulator would keep the locks for nobody. */
  private void rollBack() {
    try {
      CommitRequest commit = commit();
      if (!commit.getTransactionId().isEmpty()) {
        SpannerGrpc.newBlockingStub(emulator)
            .rollback(
                RollbackRequest.newBuilder()
                    .setSession(commit.getSession())
                    .setTransactionId(commit.getTransactionId())
                    .build());
      }
    } catch (StatusRuntimeException alreadyOver) {
      // The emulator had aborted it itself.
    }
  }

  private CommitRequest commit() {
    try {
      return CommitRequest.parseFrom(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<FaultySpanner.Interlude> interlude() {
    return faults.interlude(commit());
  }

  private class Answers extends ClientCall.Listener<byte[]> {
    @Override
    public void onHeaders(Metadata answered) {
      caller.sendHeaders(answered);
    }

    @Override
    public void onMessage(byte[] message) {
      caller.sendMessage(message);
      called.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      caller.close(status, trailers);
    }
  }

  /** The answers come when something else has happened. */
  private final class LateAnswers extends Answers {
    private final FaultySpanner.Interlude meanwhile;
    private final List<byte[]> messages = new ArrayList<>();

    LateAnswers(FaultySpanner.Interlude meanwhile) {
      this.meanwhile = meanwhile;
    }

    @Override
    public void onMessage(byte[] message) {
      messages.add(message);
      called.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      meanwhile.action().run();
      meanwhile.over().countDown();
      messages.forEach(caller::sendMessage);
      super.onClose(status, trailers);
    }
  }

  private final class LostAnswers extends ClientCall.Listener<byte[]> {
    private final Status said;

    LostAnswers(Status said) {
      this.said = said;
    }

    @Override
    public void onMessage(byte[] message) {
      called.request(1);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      caller.close(status.isOk() ? said : status, trailers);
    }
  }
}
