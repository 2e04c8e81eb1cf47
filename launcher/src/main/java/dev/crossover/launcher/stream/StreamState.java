package dev.crossover.launcher.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the local stream publishes about itself, as {@code stream.json} has it.
 *
 * @param start the slot's first position; empty while the slot is being made
 * @param emitted the end of the newest transaction such that it and all that committed before it
 *     are in durable files
 * @param lastChange the end of the newest emitted transaction that changed a moved table
 * @param sourceTime when the newest emitted transaction committed
 * @param events emitted events per table, sentinels not counted
 * @param pid the capture process, while it runs
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record StreamState(
    Phase phase,
    Optional<String> start,
    Optional<String> emitted,
    Optional<String> lastChange,
    Optional<String> sourceTime,
    Map<String, Long> events,
    OptionalLong pid,
    String updatedAt,
    Optional<String> error) {

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

  static StreamState starting(Instant now) {
    return new StreamState(
        Phase.STARTING,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        OptionalLong.empty(),
        now.toString(),
        Optional.empty());
  }

  StreamState started(Position position, Instant now) {
    return new StreamState(
        Phase.STARTED,
        Optional.of(position.toLsn()),
        emitted,
        lastChange,
        sourceTime,
        events,
        OptionalLong.empty(),
        now.toString(),
        Optional.empty());
  }

  public StreamState running(long processId, Instant now) {
    return in(Phase.RUNNING, OptionalLong.of(processId), now, Optional.empty());
  }

  public StreamState stopped(Instant now) {
    return in(Phase.STOPPED, OptionalLong.empty(), now, Optional.empty());
  }

  public StreamState failed(String reason, Instant now) {
    return in(Phase.FAILED, OptionalLong.empty(), now, Optional.of(reason));
  }

  private StreamState in(Phase next, OptionalLong processId, Instant now, Optional<String> reason) {
    return new StreamState(
        next, start, emitted, lastChange, sourceTime, events, processId, now.toString(), reason);
  }

  /**
   * @param to the end of the newest transaction that is in durable files
   * @param newChange the newest of them that changed a moved table; empty for none
   * @param more the events that came with them
   */
  public StreamState emitted(
      Position to,
      Optional<Position> newChange,
      Instant committed,
      Map<TableName, Long> more,
      Instant now) {
    Map<String, Long> sum = new HashMap<>(events);
    more.forEach((table, count) -> sum.merge(table.toString(), count, Long::sum));
    return new StreamState(
        phase,
        start,
        Optional.of(to.toLsn()),
        newChange.map(Position::toLsn).or(() -> lastChange),
        Optional.of(committed.toString()),
        sum,
        pid,
        now.toString(),
        error);
  }

  /** The position up to which the slot may have been confirmed: nothing above it was emitted. */
  public Optional<Position> safe() {
    return emitted.or(() -> start).map(Position::ofLsn);
  }

  ChangeStream.Status status(boolean running) {
    return new ChangeStream.Status(
        state(running),
        start.map(Position::ofLsn),
        emitted.map(Position::ofLsn),
        lastChange.map(Position::ofLsn),
        sourceTime.map(Instant::parse),
        events.values().stream().mapToLong(Long::longValue).sum(),
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
        ? Optional.of("the capture process ended without a word; its log is logs/capture.log")
        : error;
  }
}
