package dev.crossover.engine.changes;

/**
 * When a transaction committed, as far as a stream tells that does not tell the order of commits.
 *
 * @param transaction its number; 0 if that is not known
 * @param millis by the source's clock, since 1970; 0 if that is not known
 */
public record CommitTime(long transaction, long millis) {
  /**
   * Whether this transaction, whose change of a key is logged before the other's, may have
   * committed after it. Who waits for a transaction commits no earlier than that, so an earlier
   * time is a proof.
   */
  boolean mayFollow(CommitTime other) {
    boolean together = transaction != 0 && transaction == other.transaction;
    return !together && millis >= other.millis;
  }

  /** Whichever of the two is later; of neither transaction if that is not known. */
  CommitTime orLater(CommitTime other) {
    if (millis != other.millis) {
      return millis > other.millis ? this : other;
    }
    return transaction == other.transaction ? this : new CommitTime(0, millis);
  }
}
