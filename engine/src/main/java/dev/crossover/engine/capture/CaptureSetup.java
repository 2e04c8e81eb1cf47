package dev.crossover.engine.capture;

import dev.crossover.engine.changes.Position;
import java.util.List;

/**
 * What a change stream of our own needs in the source.
 *
 * <p>Every method throws {@link dev.crossover.contract.SourceException} when the source fails.
 */
public interface CaptureSetup {
  /**
   * Refuses names that are taken: whoever has them would lose changes if we took them over.
   *
   * @throws dev.crossover.contract.SourceException if something of another migration has our names
   */
  void requireUnused();

  /** Whether the source keeps its log for a reader of our name, whoever made it do so. */
  boolean isTaken();

  /**
   * Takes over what somebody has made under our names so that a service could be told to read it,
   * and makes of it what {@link #create} would have made; again, if an attempt was killed.
   *
   * @return the position after which every commit is captured
   * @throws dev.crossover.contract.SourceException if it cannot be used, or is another migration's
   */
  Position adopt();

  /**
   * Whether what is in the source under our names was made by {@link #create}, by whichever process
   * and however long ago.
   */
  boolean isOurs();

  /**
   * Makes everything, and makes again what an attempt that was killed has left.
   *
   * @return the position after which every commit is captured
   */
  Position create();

  /**
   * Checks that the stream can go on where it stopped, with every table that it had.
   *
   * @param safe the position up to which changes were confirmed to the source
   * @throws dev.crossover.contract.SourceException if changes after it may be lost
   */
  void requireIntact(Position safe);

  /**
   * Checks that the source keeps what a reader needs to go on, with every table that it had,
   * wherever the reader is: for one that tells its place to the source and to nobody else.
   *
   * @throws dev.crossover.contract.SourceException if changes may be lost
   */
  void requireKept();

  /**
   * Which tables are not captured as they were from the start: swapped for others of the same name,
   * dropped, renamed, or taken out of what the source hands on.
   *
   * @return one line for each; empty if all are captured
   */
  List<String> uncaptured();

  /** Removes all that {@link #create} makes; does nothing about what is not there. */
  void remove();
}
