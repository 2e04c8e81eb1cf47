package dev.crossover.launcher.toysource;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetTable;
import java.util.List;
import java.util.function.Consumer;

/** The rows of the toy, with places in its log. */
record ToyRows(ToyDatabase database) implements RowSource {
  @Override
  public LogPosition position() {
    return database.log.end();
  }

  @Override
  public long estimatedRows(TargetTable table) {
    return database.rows.estimatedRows(table);
  }

  @Override
  public List<Partition> cut(TargetTable table, int rows) {
    return database.rows.cut(table, rows);
  }

  @Override
  public void read(TargetTable table, Partition partition, Consumer<Row> consumer) {
    database.rows.read(table, partition, consumer);
  }

  @Override
  public Snapshot snapshot() {
    return database.rows.snapshot();
  }

  @Override
  public Snapshot snapshotOfAllLogged() {
    return database.rows.snapshotOfAllLogged();
  }

  @Override
  public SourceText text() {
    return database.rows.text();
  }
}
