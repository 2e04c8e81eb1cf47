package dev.crossover.engine.source;

import java.time.Instant;

/** The source's own clock, by which its commits are dated. */
@FunctionalInterface
public interface SourceClock {
  /**
   * What time it is there now.
   *
   * @throws dev.crossover.contract.SourceException when the source fails
   */
  Instant now();
}
