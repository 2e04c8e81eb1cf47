package dev.crossover.platforms.googlecloud.fake;

import com.google.cloud.datastream.v1.CdcStrategy;
import com.google.cloud.datastream.v1.DatastreamGrpc;
import com.google.cloud.datastream.v1.Error;
import com.google.cloud.datastream.v1.GetStreamRequest;
import com.google.cloud.datastream.v1.ListStreamObjectsRequest;
import com.google.cloud.datastream.v1.ListStreamObjectsResponse;
import com.google.cloud.datastream.v1.RunStreamRequest;
import com.google.cloud.datastream.v1.Stream;
import com.google.cloud.datastream.v1.StreamObject;
import com.google.cloud.datastream.v1.UpdateStreamRequest;
import com.google.longrunning.GetOperationRequest;
import com.google.longrunning.Operation;
import com.google.longrunning.OperationsGrpc;
import com.google.protobuf.util.Timestamps;
import com.google.rpc.Code;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Datastream, as far as it is asked. Each rule follows a line of its documentation:
 *
 * <ul>
 *   <li>{@code Stream.State}: NOT_STARTED "has been created but has not yet started streaming
 *       data", STARTING "is starting, but not yet running", DRAINING "is no longer reading new
 *       events, but still writing events in the buffer", MAINTENANCE "Updates are rejected on the
 *       resource in this state". Here a look at a stream takes it from STARTING to RUNNING, and
 *       from DRAINING to PAUSED, so who does not look again never sees it.
 *   <li>{@code streams.patch} and {@code streams.run} return a long-running operation, which is
 *       done when the stream has its state, or says why it has not.
 *   <li>{@code streams.run}: "start, resume or recover a stream with a non default CDC strategy".
 *   <li>{@code StreamObject.errors}: "Active errors on the object".
 * </ul>
 */
public final class FakeDatastream implements AutoCloseable {
  public final FakeService service = new FakeService(new Streams(), new Operations());

  private final Map<String, Stream> streams = new HashMap<>();
  private final Map<String, List<StreamObject>> objects = new HashMap<>();
  private final Map<String, Operation> operations = new HashMap<>();
  private final List<CdcStrategy> runs = new ArrayList<>();
  private final Consumer<String> runsNow;
  private final Consumer<String> pausesNow;
  private Optional<String> refusal = Optional.empty();
  private int made;

  /** Of streams that carry nothing. */
  public FakeDatastream() {
    this(stream -> {}, stream -> {});
  }

  /**
   * @param runsNow begins to carry the changes of a stream, given its name
   * @param pausesNow ends that
   */
  public FakeDatastream(Consumer<String> runsNow, Consumer<String> pausesNow) {
    this.runsNow = runsNow;
    this.pausesNow = pausesNow;
  }

  /** Somebody makes a stream, as Terraform does. */
  public void add(String name, Stream.State state) {
    synchronized (this) {
      streams.put(
          name,
          Stream.newBuilder()
              .setName(name)
              .setState(state)
              .setCreateTime(Timestamps.fromSeconds(++made))
              .build());
    }
    if (state == Stream.State.RUNNING) {
      runsNow.accept(name);
    }
  }

  /** A stream gets another state by itself. */
  public synchronized void become(String name, Stream.State state, String... errors) {
    Stream.Builder stream = streams.get(name).toBuilder().setState(state).clearErrors();
    for (String error : errors) {
      stream.addErrors(Error.newBuilder().setReason(error).setMessage("look at the source"));
    }
    streams.put(name, stream.build());
  }

  /** A table of a stream cannot be carried. */
  public synchronized void failObject(String name, String table, String reason) {
    objects
        .computeIfAbsent(name, n -> new ArrayList<>())
        .add(
            StreamObject.newBuilder()
                .setDisplayName(table)
                .addErrors(Error.newBuilder().setReason(reason).setMessage("see its definition"))
                .build());
  }

  /** Whoever wants a stream to run is told, after a while, that it cannot. */
  public synchronized void refuseToRun(String why) {
    refusal = Optional.of(why);
  }

  public synchronized Stream.State state(String name) {
    return streams.get(name).getState();
  }

  /** The places at which streams were told to begin. */
  public synchronized List<CdcStrategy> runs() {
    return List.copyOf(runs);
  }

  @Override
  public void close() {
    service.close();
  }

  private static <A> void answer(StreamObserver<A> observer, A answer) {
    observer.onNext(answer);
    observer.onCompleted();
  }

  private synchronized Operation operation(boolean refused) {
    Operation.Builder operation =
        Operation.newBuilder().setName("operations/" + (operations.size() + 1));
    Operation begun = operation.build();
    operation.setDone(true);
    if (refused) {
      operation.setError(
          com.google.rpc.Status.newBuilder()
              .setCode(Code.FAILED_PRECONDITION_VALUE)
              .setMessage(refusal.orElseThrow()));
    }
    operations.put(begun.getName(), operation.build());
    return begun;
  }

  private synchronized Operation change(String name, Stream.State wanted) {
    if (wanted == Stream.State.RUNNING && refusal.isPresent()) {
      return operation(true);
    }
    become(name, wanted == Stream.State.RUNNING ? Stream.State.STARTING : Stream.State.DRAINING);
    return operation(false);
  }

  private final class Streams extends DatastreamGrpc.DatastreamImplBase {
    @Override
    public void getStream(GetStreamRequest request, StreamObserver<Stream> observer) {
      Stream stream;
      synchronized (FakeDatastream.this) {
        stream = streams.get(request.getName());
      }
      if (stream == null) {
        observer.onError(
            Status.NOT_FOUND
                .withDescription("Resource " + request.getName() + " was not found")
                .asRuntimeException());
        return;
      }
      answer(observer, stream);
      if (stream.getState() == Stream.State.STARTING) {
        become(request.getName(), Stream.State.RUNNING);
        runsNow.accept(request.getName());
      }
      if (stream.getState() == Stream.State.DRAINING) {
        become(request.getName(), Stream.State.PAUSED);
        pausesNow.accept(request.getName());
      }
    }

    @Override
    public void updateStream(UpdateStreamRequest request, StreamObserver<Operation> observer) {
      synchronized (FakeDatastream.this) {
        String name = request.getStream().getName();
        if (state(name) == Stream.State.MAINTENANCE) {
          observer.onError(
              Status.FAILED_PRECONDITION
                  .withDescription("the stream is in maintenance")
                  .asRuntimeException());
          return;
        }
        answer(observer, change(name, request.getStream().getState()));
      }
    }

    @Override
    public void runStream(RunStreamRequest request, StreamObserver<Operation> observer) {
      synchronized (FakeDatastream.this) {
        runs.add(request.getCdcStrategy());
        answer(observer, change(request.getName(), Stream.State.RUNNING));
      }
    }

    @Override
    public void listStreamObjects(
        ListStreamObjectsRequest request, StreamObserver<ListStreamObjectsResponse> observer) {
      synchronized (FakeDatastream.this) {
        answer(
            observer,
            ListStreamObjectsResponse.newBuilder()
                .addAllStreamObjects(objects.getOrDefault(request.getParent(), List.of()))
                .build());
      }
    }
  }

  private final class Operations extends OperationsGrpc.OperationsImplBase {
    @Override
    public void getOperation(GetOperationRequest request, StreamObserver<Operation> observer) {
      synchronized (FakeDatastream.this) {
        answer(observer, operations.get(request.getName()));
      }
    }
  }
}
