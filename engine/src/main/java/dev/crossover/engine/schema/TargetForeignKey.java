package dev.crossover.engine.schema;

import java.util.List;

/**
 * A foreign key of the target.
 *
 * @param columns target column names in the child, in key order
 * @param parent the parent's target table name
 * @param parentColumns target column names in the parent, in key order
 * @param afterCutover whether it is added only after cutover, because it closes a cycle of tables
 */
public record TargetForeignKey(
    String name,
    List<String> columns,
    String parent,
    List<String> parentColumns,
    boolean afterCutover) {}
