package dev.crossover.engine.capture;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the local stream publishes about itself, as {@code stream.json} has it.
 *
 * @param start the stream's first position; empty while the stream is being made
 * @param emitted the end of the newest transaction such that it and all that committed before it
 *     are in durable files
 * @param lastChange the end of the newest emitted transaction that changed a moved table
 * @param sourceTime when the newest emitted transaction committed
 * @param events emitted events per table, sentinels not counted
 * @param passedOver what came from the source's log and changed no row
 * @param pid the capture process, while it runs
 * @param served which stream of a service carries the changes, once it has run: a name may be given
 *     to another
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StreamState(
    Phase phase,
    Optional<Position> start,
    Optional<Position> emitted,
    Optional<Position> lastChange,
    Optional<String> sourceTime,
    Map<String, Long> events,
    long passedOver,
    OptionalLong pid,
    String updatedAt,
    Optional<String> error,
    Optional<String> served) {

  /** How far the stream's life is. */
  public enum Phase {
    /** Its objects in the source are being made. */
    STARTING,
    STARTED,
    RUNNING,
    STOPPED,
    FAILED
  }

  public StreamState {
    events = Map.copyOf(events);
  }

  /** The stream is about to be made. */
  public static StreamState starting(Instant now) {
    return new StreamState(
        Phase.STARTING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        0,
        OptionalLong.empty(),
        now.toString(),
        Optional.empty(),
        Optional.empty());
  }

  /** Every commit after a position will be captured. */
  public StreamState started(Position position, Instant now) {
    return new StreamState(
        Phase.STARTED,
        Optional.of(position),
        emitted,
        lastChange,
        sourceTime,
        events,
        passedOver,
        OptionalLong.empty(),
        now.toString(),
        Optional.empty(),
        served);
  }

  /** A service's stream carries the changes. */
  public StreamState servedBy(String stream) {
    return new StreamState(
        phase,
        start,
        emitted,
        lastChange,
        sourceTime,
        events,
        passedOver,
        pid,
        updatedAt,
        error,
        Optional.of(stream));
  }

  StreamState running(long processId, Instant now) {
    return in(Phase.RUNNING, OptionalLong.of(processId), now, Optional.empty());
  }

  StreamState stopped(Instant now) {
    return in(Phase.STOPPED, OptionalLong.empty(), now, Optional.empty());
  }

  StreamState failed(String reason, Instant now) {
    return in(Phase.FAILED, OptionalLong.empty(), now, Optional.of(reason));
  }

  StreamState alive(Instant now) {
    return in(phase, pid, now, error);
  }

  private StreamState in(Phase next, OptionalLong processId, Instant now, Optional<String> reason) {
    return new StreamState(
        next,
        start,
        emitted,
        lastChange,
        sourceTime,
        events,
        passedOver,
        processId,
        now.toString(),
        reason,
        served);
  }

  /** More is in durable files. */
  StreamState emitted(Emitted point, Instant now) {
    Map<String, Long> sum = new HashMap<>(events);
    point.events().forEach((table, count) -> sum.merge(table.toString(), count, Long::sum));
    return new StreamState(
        phase,
        start,
        Optional.of(point.position()),
        point.lastChange().or(() -> lastChange),
        Optional.of(point.committed().toString()),
        sum,
        passedOver + point.passedOver(),
        pid,
        now.toString(),
        error,
        served);
  }

  /** The position up to which the source may have been confirmed: nothing above it was emitted. */
  public Optional<Position> safe() {
    return emitted.or(() -> start);
  }

  /** When the capture process said this. */
  public Instant at() {
    return Instant.parse(updatedAt);
  }

  /**
   * The state for whoever asks the stream.
   *
   * @param running whether the capture process runs
   */
  public ChangeStream.Status status(boolean running) {
    return new ChangeStream.Status(
        state(running),
        start.map(LogPosition::of),
        emitted.map(LogPosition::of),
        lastChange.map(LogPosition::of),
        sourceTime.map(Instant::parse),
        events.values().stream().mapToLong(Long::longValue).sum(),
        passedOver,
        running ? Optional.empty() : reason());
  }

  private ChangeStream.State state(boolean running) {
    if (start.isEmpty()) {
      return ChangeStream.State.ABSENT;
    }
    if (running) {
      return ChangeStream.State.RUNNING;
    }
    return switch (phase) {
      case STARTING, STARTED, STOPPED -> ChangeStream.State.STOPPED;
      case RUNNING, FAILED -> ChangeStream.State.FAILED;
    };
  }

  private Optional<String> reason() {
    return phase == Phase.RUNNING
        ? Optional.of("the capture process ended without saying why; look at its log")
        : error;
  }
}
