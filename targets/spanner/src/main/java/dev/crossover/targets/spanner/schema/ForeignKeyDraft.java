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
  /** Whether the target's rows may break it until those that no change tells of are copied. */
  boolean isUnlogged() {
    return child.hasUnloggedChanges() || parent.hasUnloggedChanges();
  }

  ForeignKeyDraft afterCutover() {
    return new ForeignKeyDraft(
        child,
        parent,
        new TargetForeignKey(
            target.name(), target.columns(), target.parent(), target.parentColumns(), true),
        cascade);
  }
}
