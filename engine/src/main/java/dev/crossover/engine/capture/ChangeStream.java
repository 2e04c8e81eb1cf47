package dev.crossover.engine.capture;

import dev.crossover.engine.changes.LogPosition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Writes every change of the source as files into the bucket, from its start position on. */
public interface ChangeStream {
  /**
   * Makes what the stream needs in the source, and records where it begins; does nothing if that is
   * done. Before {@link #start}, which does it too, for a stream that somebody else makes in
   * between.
   */
  void prepare();

  /**
   * Makes the stream exist and run; does nothing if it does. Returns when its start position is
   * recorded: from then on no change of the source can be missed.
   */
  void start();

  Status status();

  /**
   * Whether a stream that runs says up to where it has emitted. Of one that does not, catch-up is
   * known by evidence only.
   */
  boolean tellsHowFar();

  /**
   * Which tables' changes the stream does not carry as it did from its start, because the tables
   * are no longer the same or were taken out of it. A stream may run all the while.
   *
   * @return one line for each; empty if it carries all
   */
  List<String> uncaptured();

  /** Stops writing files; the source keeps the log for a later {@link #start}. */
  void stop();

  /** Removes all that the stream made in the source. The stream must be stopped. */
  void remove();

  /**
   * @param start the position after which every committed change is captured
   * @param emitted the position up to which all changes are in durable files; empty if the stream
   *     cannot tell (Datastream cannot), and then catch-up is evidence and not proof
   * @param lastChange the position of the newest emitted change to a moved table, our own sentinels
   *     not counted
   * @param sourceTime the source's time of the newest emitted change, sentinels counted; the base
   *     of the lag
   * @param events emitted changes, as far as the stream tells
   * @param passedOver what the source's log held that changes no row
   * @param error why the stream does not run; of one that runs, what a person should know, such as
   *     that it was started again
   */
  record Status(
      State state,
      Optional<LogPosition> start,
      Optional<LogPosition> emitted,
      Optional<LogPosition> lastChange,
      Optional<Instant> sourceTime,
      long events,
      long passedOver,
      Optional<String> error) {}

  /** Whether the stream writes. */
  enum State {
    ABSENT,
    STOPPED,
    RUNNING,
    /** It runs and has said nothing for longer than it may. */
    STALLED,
    FAILED
  }
}
