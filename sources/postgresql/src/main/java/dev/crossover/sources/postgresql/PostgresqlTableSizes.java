package dev.crossover.sources.postgresql;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.PostgresqlQuery;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The sizes that PostgreSQL keeps for its planner. */
record PostgresqlTableSizes(PostgresqlDatabase source) implements TableSizes {
  /** A partitioned table has its rows in its leaves; from version 14 on it counts them too. */
  private static final String SIZES =
      """
      SELECT n.nspname, c.relname, sum(greatest(p.reltuples, 0))::bigint,
             sum(pg_table_size(p.oid))::bigint
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_class p
          ON p.oid = c.oid OR p.oid IN (SELECT relid FROM pg_partition_tree(c.oid))
       WHERE c.relkind IN ('r', 'p') AND p.relkind <> 'p' AND n.nspname = ANY (?)
       GROUP BY 1, 2
      """;

  private record Sized(TableName table, Size size) {}

  @Override
  public Map<TableName, Size> of(List<String> schemas) {
    Map<TableName, Size> sizes = new HashMap<>();
    new PostgresqlQuery(source, "the sizes of the source's tables")
        .list(
            SIZES,
            row ->
                new Sized(
                    new TableName(row.getString(1), row.getString(2)),
                    new Size(row.getLong(3), row.getLong(4))),
            schemas)
        .forEach(sized -> sizes.put(sized.table(), sized.size()));
    return sizes;
  }
}
