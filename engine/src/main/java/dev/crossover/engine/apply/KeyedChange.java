package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.target.TargetKey;

/**
 * A change whose table and key are known.
 *
 * @param key the source's key, as the target compares it
 */
record KeyedChange(
    ChangeRecord.Change change, TableMapping mapping, TargetKey key, ChangeVersion version) {
  static KeyedChange of(ChangeRecord.Change change, TableMapping mapping) {
    ChangeEvent event = change.event();
    return new KeyedChange(change, mapping, mapping.sourceKey(event), ChangeVersion.of(event));
  }

  boolean isDelete() {
    return version.deleted();
  }
}
