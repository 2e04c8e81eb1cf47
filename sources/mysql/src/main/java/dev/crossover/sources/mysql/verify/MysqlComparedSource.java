package dev.crossover.sources.mysql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.ServerSays;
import java.sql.SQLException;

/** MySQL as verification reads it, in snapshots. */
public record MysqlComparedSource(MysqlDatabase database) implements ComparedSource {
  @Override
  public boolean comparable(TargetColumn column) {
    return MysqlComparedColumn.isComparable(column);
  }

  @Override
  public SourceRowReader open(ComparedTable table) {
    return MysqlRowReader.open(database, table);
  }

  @Override
  public RowCounts counts() {
    return new MysqlRowCounts(database, database.snapshot());
  }

  static SourceException failed(ComparedTable compared, SQLException cause) {
    return new SourceException(
        "cannot read %s of the source to verify it (%s)%s; check the connection and the user's rights"
            .formatted(compared.table().source(), cause.getSQLState(), ServerSays.wayOut(cause)),
        cause);
  }
}
