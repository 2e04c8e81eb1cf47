package dev.crossover.platforms.googlecloud.stream;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.datastream.v1.CdcStrategy;
import com.google.cloud.datastream.v1.DatastreamClient;
import com.google.cloud.datastream.v1.DatastreamSettings;
import com.google.cloud.datastream.v1.Error;
import com.google.cloud.datastream.v1.RunStreamRequest;
import com.google.cloud.datastream.v1.Stream;
import com.google.cloud.datastream.v1.StreamObject;
import com.google.cloud.datastream.v1.UpdateStreamRequest;
import com.google.longrunning.Operation;
import com.google.protobuf.FieldMask;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.engine.time.Timing;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.client.ServiceCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Datastream, as streams by their full names. Safe for many threads. */
public final class Datastream implements AutoCloseable {
  /** Who asks for a stream more often is told the same. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final ServiceCalls calls;
  private final DatastreamClient client;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  private record Seen(Optional<Stream> stream, Duration at) {}

  private Datastream(ServiceCalls calls, DatastreamClient client) {
    this.calls = calls;
    this.client = client;
  }

  /**
   * @throws ExternalToolException if there are no credentials
   */
  public static Datastream open(ServiceAddress address, Timing timing) {
    try {
      return new Datastream(
          new ServiceCalls("Datastream", "roles/datastream.admin", timing),
          DatastreamClient.create(address.grpc(DatastreamSettings.newBuilder()).build()));
    } catch (IOException e) {
      throw ServiceCalls.noCredentials("Datastream", e);
    }
  }

  Timing timing() {
    return calls.timing();
  }

  /** A stream as it was seen in the last seconds; empty if there is none. */
  Optional<Stream> lately(String name) {
    Seen last = seen.get(name);
    return last != null && timing().elapsed().minus(last.at()).compareTo(LOOK_EVERY) < 0
        ? last.stream()
        : now(name);
  }

  /** A stream as it is; empty if there is none. */
  Optional<Stream> now(String name) {
    Optional<Stream> stream = calls.find("look at " + name, () -> client.getStream(name));
    seen.put(name, new Seen(stream, timing().elapsed()));
    return stream;
  }

  /**
   * Makes a stream run that has never run, at a place in the log.
   *
   * @return the operation that does it; empty if the answer was lost
   * @throws ExternalToolException if Datastream refuses
   */
  Optional<Operation> run(String name, CdcStrategy at) {
    return change(
        "run " + name,
        () ->
            client
                .runStreamCallable()
                .call(RunStreamRequest.newBuilder().setName(name).setCdcStrategy(at).build()));
  }

  /** As {@link #run}: gives a stream the state that somebody wants of it. */
  Optional<Operation> become(String name, Stream.State state) {
    return change(
        "make %s %s".formatted(name, state),
        () ->
            client
                .updateStreamCallable()
                .call(
                    UpdateStreamRequest.newBuilder()
                        .setStream(Stream.newBuilder().setName(name).setState(state))
                        .setUpdateMask(FieldMask.newBuilder().addPaths("state"))
                        .build()));
  }

  /** Whoever loses the answer looks at the stream, which tells what came of it. */
  private Optional<Operation> change(String what, Supplier<Operation> call) {
    try {
      return Optional.of(call.get());
    } catch (ApiException e) {
      if (ServiceCalls.isPassing(e)) {
        return Optional.empty();
      }
      throw calls.failed(what, e);
    }
  }

  /**
   * How an operation stands.
   *
   * @throws ExternalToolException if it ended badly
   */
  void requireNotFailed(Operation operation, String what) {
    Operation now =
        operation.getDone()
            ? operation
            : calls.ask(
                "look at " + operation.getName(),
                () -> client.getOperationsClient().getOperation(operation.getName()));
    if (now.hasError()) {
      throw new ExternalToolException(
          "cannot %s: Datastream says %s; repair that, then run the command again"
              .formatted(what, now.getError().getMessage()));
    }
  }

  /** What keeps single tables from being carried, a line each. */
  List<String> objectErrors(String name) {
    return calls.ask(
        "list the objects of " + name,
        () -> {
          List<String> lines = new ArrayList<>();
          for (StreamObject object : client.listStreamObjects(name).iterateAll()) {
            for (Error error : object.getErrorsList()) {
              lines.add(object.getDisplayName() + ": " + text(error));
            }
          }
          return lines;
        });
  }

  static String text(Error error) {
    return error.getReason().isEmpty()
        ? error.getMessage()
        : error.getReason() + ", " + error.getMessage();
  }

  @Override
  public void close() {
    client.close();
  }
}
