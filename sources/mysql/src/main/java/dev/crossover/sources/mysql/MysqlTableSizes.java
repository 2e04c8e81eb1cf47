package dev.crossover.sources.mysql;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sizes that the server keeps for its optimiser. */
record MysqlTableSizes(MysqlDatabase source) implements TableSizes {
  private static final String SIZES =
      "SELECT table_schema, table_name, coalesce(table_rows, 0), coalesce(data_length, 0)"
          + " FROM information_schema.tables WHERE table_type = 'BASE TABLE'"
          + " AND table_schema IN (%s)";

  private record Sized(TableName table, Size size) {}

  @Override
  public Map<TableName, Size> of(List<String> schemas) {
    Map<TableName, Size> sizes = new HashMap<>();
    new MysqlQuery(source, "the sizes of the source's tables")
        .list(
            SIZES.formatted(MysqlQuery.parameters(schemas)),
            row ->
                new Sized(
                    new TableName(row.getString(1), row.getString(2)),
                    new Size(row.getLong(3), row.getLong(4))),
            schemas)
        .forEach(sized -> sizes.put(sized.table(), sized.size()));
    return sizes;
  }
}
