package dev.crossover.engine.source;

import dev.crossover.engine.preflight.Check;
import java.util.List;

/**
 * The preflight checks of a source.
 *
 * @param connection whether the source can be reached; when it fails the others say nothing new
 * @param reading whether every row can be read
 * @param capturing whether every change can be captured
 */
public record SourceChecks(Check connection, List<Check> reading, List<Check> capturing) {
  public SourceChecks {
    reading = List.copyOf(reading);
    capturing = List.copyOf(capturing);
  }
}
