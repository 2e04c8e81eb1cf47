package dev.crossover.engine.ledger;

import dev.crossover.engine.changes.Position;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger says about a change file. It is written only after every event of the file is
 * durable: on the target, superseded there, in the dead-letter store, or counted as parked.
 *
 * @param table the source table of its events; empty if none could be read
 * @param events its records; {@code applied + superseded + parked + deadLetters}
 * @param attempts how often its parked events were tried without success while no other file was
 *     pending
 * @param highest the highest position in it
 * @param retryAt when its parked events are worth another attempt
 */
public record AppliedFile(
    String path,
    State state,
    Optional<String> table,
    long events,
    long applied,
    long superseded,
    long parked,
    long deadLetters,
    int attempts,
    Optional<Position> highest,
    Instant retryAt) {

  /** Whether the file needs another attempt. */
  public enum State {
    /** Nothing is left to do; open dead letters are the operator's. */
    APPLIED,
    /** Some of its events cannot be applied yet. */
    PARKED
  }
}
