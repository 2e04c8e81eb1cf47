package dev.crossover.engine.platform;

import java.util.List;

/** How this program is told to be one part of the migration, for a platform of processes. */
@FunctionalInterface
public interface PartCommands {
  /** The words after the program's name that make it be this part of this environment. */
  List<String> of(Part part);

  /** A part that can run in a process of its own. */
  enum Part {
    CAPTURE,
    BULK_LOAD,
    APPLY_CHANGES,
    FENCE_WATCH
  }
}
