package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.TargetForeignKey;

/**
 * A foreign key that is moved.
 *
 * @param child the table that refers
 * @param cascade whether deleting the parent deletes the child in the source
 */
record ForeignKeyDraft(
    TableDraft child, TableDraft parent, TargetForeignKey target, boolean cascade) {
  ForeignKeyDraft afterCutover() {
    return new ForeignKeyDraft(
        child,
        parent,
        new TargetForeignKey(
            target.name(), target.columns(), target.parent(), target.parentColumns(), true),
        cascade);
  }
}
