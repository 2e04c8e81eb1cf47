package dev.crossover.engine.changes;

import dev.crossover.engine.schema.TableName;
import java.util.Optional;
import java.util.function.Supplier;

/** One record of a change file: a change event, or what could not be understood as one. */
public sealed interface ChangeRecord {
  /** The record's place in its file, from 0. */
  long index();

  /** The record as a dead letter keeps it; {@link DatastreamFormat#readRaw} reads it again. */
  Supplier<String> raw();

  /**
   * A record that says what happened to a row.
   *
   * @param raw made only when it is asked for, since nearly no record needs it
   */
  record Change(ChangeEvent event, Supplier<String> raw) implements ChangeRecord {
    @Override
    public long index() {
      return event.index();
    }
  }

  /**
   * A record that is no change event, or all that follows the last readable record of a broken
   * file.
   *
   * @param table empty if even that could not be read
   * @param position empty if even that could not be read
   */
  record Unreadable(
      long index,
      Optional<TableName> table,
      Optional<Position> position,
      String reason,
      Supplier<String> raw)
      implements ChangeRecord {}
}
