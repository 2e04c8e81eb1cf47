package dev.crossover.engine.schema;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.SourceType;

/**
 * A column of the target and the source column that fills it.
 *
 * @param source the source column's name
 * @param name the target column's name
 * @param type what the target column holds
 * @param generated whether the target computes the column; it is then never written, and still
 *     verified
 */
public record TargetColumn(
    String source,
    SourceType sourceType,
    String name,
    PortableType type,
    boolean nullable,
    boolean generated) {}
