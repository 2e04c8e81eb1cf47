package dev.crossover.engine.platform;

import java.util.List;

/** How this program is told to be one part of the migration, for a platform of processes. */
public interface PartCommands {
  /** The words after the program's name that make it be this part of this environment. */
  List<String> of(Part part);

  /**
   * The words that make it be the capture of one log of the source.
   *
   * @param shard whose log it is; {@code ""} for a source without shards
   */
  List<String> capture(String shard);

  /** A part that can run in a process of its own. */
  enum Part {
    BULK_LOAD,
    APPLY_CHANGES,
    FENCE_WATCH
  }
}
