package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;

/** PostgreSQL as verification reads it: every value as text, in snapshots of one table. */
public final class PostgresqlComparedSource implements ComparedSource {
  private final PostgresqlDatabase database;

  /**
   * @param database stays open as long as this is used; the caller closes it
   */
  public PostgresqlComparedSource(PostgresqlDatabase database) {
    this.database = database;
  }

  @Override
  public boolean comparable(TargetColumn column) {
    return ComparedColumn.isComparable(column);
  }

  @Override
  public SourceRowReader open(ComparedTable table) {
    return PostgresqlRowReader.open(database, table);
  }

  @Override
  public RowCounts counts() {
    return PostgresqlRowCounts.open(database);
  }
}
