package dev.crossover.engine.target;

import java.util.List;

/** What has arrived on the target. Every method looks at the present, never at a copy. */
public interface AppliedChanges {
  /**
   * Files of the change stream that exist and are not applied, those with parked events included.
   */
  List<String> unappliedFiles();

  /** How many files have events that wait for others. */
  int parkedFiles();

  /** Events that nobody could apply and nobody has decided about. */
  long openDeadLetters();

  /** Whether the sentinel with this token is a row of the target. */
  boolean hasSentinel(String token);
}
