package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeRecord;

/**
 * A change whose table and key are known.
 *
 * @param key the source's key, as the target compares it
 */
record KeyedChange(ChangeRecord.Change change, TableMapping mapping, RowKey key, Version version) {
  static KeyedChange of(ChangeRecord.Change change, TableMapping mapping) {
    ChangeEvent event = change.event();
    return new KeyedChange(change, mapping, mapping.sourceKey(event), Version.of(event));
  }

  boolean isDelete() {
    return version.deleted();
  }
}
