package dev.crossover.engine.target;

import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What has arrived on the target. Every method looks at the present, never at a copy. */
public interface AppliedChanges {
  /**
   * Files of the change stream that exist and are not applied, those with parked events included.
   */
  List<String> unappliedFiles();

  /** Those of {@link #unappliedFiles} that hold changes of moved tables. */
  List<String> unappliedOfMovedTables();

  /** How many files have events that wait for others. */
  int parkedFiles();

  /** Events that nobody could apply and nobody has decided about. */
  long openDeadLetters();

  /**
   * When a file was last recorded as applied, by the target's clock: another time whenever one is.
   */
  Optional<Instant> lastRecorded();

  /**
   * Which moved tables have an applied change at or above a place of the source's log, in any of
   * its shards.
   *
   * @return one line for each file that holds such changes
   */
  List<String> changesFrom(LogPosition place);

  /** Whether the sentinel with this token is a row of the target. */
  boolean hasSentinel(String token);
}
