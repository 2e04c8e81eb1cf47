package dev.crossover.engine.apply;

import dev.crossover.engine.changes.Position;
import java.time.Instant;

/**
 * The highest known position such that every change at or below it is settled on the target.
 *
 * @param committed when the source committed the newest of them, by its clock
 */
public record AppliedWatermark(Position position, Instant committed) {}
