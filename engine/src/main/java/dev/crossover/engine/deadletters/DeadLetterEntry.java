package dev.crossover.engine.deadletters;

import java.time.Instant;
import java.util.List;

/**
 * A dead letter and what has been done about it, oldest first.
 *
 * @param letter as it was written last, with its newest reason and attempt
 * @param open whether it still blocks the cutover
 */
public record DeadLetterEntry(DeadLetter letter, boolean open, List<Handling> history) {
  public DeadLetterEntry {
    history = List.copyOf(history);
  }

  /**
   * One thing that somebody did about a dead letter.
   *
   * @param by a person, or the part of Crossover that did it
   * @param reason why, in that person's words, or the error of a retry that failed
   * @param letter the dead letter as it was then
   */
  public record Handling(Action action, String by, Instant at, String reason, DeadLetter letter) {

    /** The same unit and index can later hold another record, which nobody has looked at yet. */
    boolean concerns(DeadLetter other) {
      return letter.raw().sameAs(other.raw());
    }

    boolean settles(DeadLetter other) {
      return action.settles && concerns(other);
    }
  }

  /** What was done. */
  public enum Action {
    /** Its record is on the target now, or a newer one of the same key is. */
    APPLIED(true),
    /** A person decided to leave it behind. */
    DISCARDED(true),
    /** A later attempt at the whole unit did not meet it; an even later one still may. */
    GONE(false),
    /** It was tried again and failed again. */
    RETRIED(false);

    private final boolean settles;

    Action(boolean settles) {
      this.settles = settles;
    }
  }
}
