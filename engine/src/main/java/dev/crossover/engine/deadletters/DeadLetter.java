package dev.crossover.engine.deadletters;

import java.time.Instant;
import java.util.Optional;

/**
 * One row or change event that could not be moved.
 *
 * @param id names it for good: the same unit and index give the same id, so a second attempt at the
 *     unit replaces the dead letter and does not add one; made by {@link #idOf}
 * @param unit what it came from: a change file's path, or {@code bulk/<table>/<partition>}
 * @param index its place in the unit, from 0; for a row of the bulk load a number made of its key
 * @param table {@code schema.table}; empty if even that could not be read
 * @param raw the record as it came; {@link DeadLetters#raw} reads it
 * @param reason why, and what to do; cut if it is very long
 * @param position where it stands in the source's log; empty for a bulk row
 * @param attempt how often it has been tried, from 1
 */
public record DeadLetter(
    String id,
    Origin origin,
    String unit,
    long index,
    Optional<String> table,
    RawRecord raw,
    String reason,
    Optional<String> position,
    int attempt,
    Instant at) {
  private static final int LONGEST_REASON = 2_000;

  public DeadLetter {
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON) + " …";
    }
  }

  /** Which path met it. */
  public enum Origin {
    BULK_LOAD,
    APPLY,
    /**
     * Live apply, of a change that it did apply: the stream does not tell whether the row is there
     * in the end. Closed by reading the row again, without a person.
     */
    ORDER_IN_DOUBT
  }

  /** The id of whatever stands at {@code index} of {@code unit}: 16 hexadecimal digits. */
  public static String idOf(String unit, long index) {
    return Digests.name(unit + "\n" + index);
  }

  static DeadLetter of(Undelivered found, RawRecord raw, Instant now) {
    return new DeadLetter(
        idOf(found.unit(), found.index()),
        found.origin(),
        found.unit(),
        found.index(),
        found.table(),
        raw,
        found.reason(),
        found.position(),
        found.attempt(),
        now);
  }

  DeadLetter triedAgain(String newReason, Instant now) {
    return new DeadLetter(
        id, origin, unit, index, table, raw, newReason, position, attempt + 1, now);
  }
}
