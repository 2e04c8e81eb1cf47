package dev.crossover.launcher.deadletters;

import dev.crossover.engine.apply.DeadLetterRetry;
import dev.crossover.engine.bulk.BulkDeadLetters;
import dev.crossover.engine.bulk.ReloadRow;
import dev.crossover.engine.deadletters.DeadLetter;

/** One way to try a dead letter again. */
@FunctionalInterface
public interface Retry {
  /**
   * Tries once. Trying again what has closed changes nothing.
   *
   * @param by who asks for it
   */
  Outcome retry(DeadLetter letter, String by);

  /**
   * What became of a dead letter.
   *
   * @param closed whether it does not block any more
   */
  record Outcome(String id, boolean closed, String detail) {}

  /** Loads the row again, as the source has it now; for rows of the bulk load. */
  static Retry byReload(BulkDeadLetters bulk) {
    return (letter, by) -> {
      ReloadRow.Outcome outcome = bulk.retry(letter, by);
      return outcome instanceof ReloadRow.Outcome.Refused refused
          ? new Outcome(letter.id(), false, refused.reason())
          : new Outcome(letter.id(), true, "as the source has it now");
    };
  }

  /** Applies the change again; for events of live apply. */
  static Retry byApply(DeadLetterRetry live) {
    return (letter, by) -> {
      DeadLetterRetry.Outcome outcome = live.retry(letter.id(), by);
      return new Outcome(letter.id(), outcome.closed(), outcome.detail());
    };
  }
}
