package dev.crossover.launcher.workflow;

import dev.crossover.engine.changes.Position;

/** How far behind the source the target is. */
interface LiveSide {
  /** A position at or above everything that is committed in the source now. */
  Position mark();

  /** Whether every change at or below the position is on the target. */
  boolean applied(Position mark);

  LiveProgress progress();
}
