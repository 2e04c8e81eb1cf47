package dev.crossover.sources.postgresql.schema;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.SourceIndex;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a PostgreSQL database (13 or later) holds, in one snapshot. */
public final class PostgresqlCatalogue implements SourceCatalogue {
  /** Crossover's own schema in the source. */
  private static final String OWN_SCHEMA = "crossover";

  private static final String MISSING_SCHEMAS =
      """
      SELECT wanted FROM unnest(?) AS wanted
      WHERE NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = wanted) ORDER BY wanted
      """;
  private static final String OTHER_SCHEMAS =
      """
SELECT n.nspname, count(*) AS tables FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence <> 't'
  AND n.nspname <> ALL (?) AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'crossover')
  AND n.nspname NOT LIKE 'pg\\_%'
GROUP BY n.nspname ORDER BY n.nspname
""";

  private final PostgresqlDatabase source;

  public PostgresqlCatalogue(PostgresqlDatabase source) {
    this.source = source;
  }

  @Override
  public SourceSchema read(List<String> schemas, List<String> excludeTables) {
    List<String> own = schemas.stream().filter(name -> !name.equals(OWN_SCHEMA)).toList();
    try (Connection connection = source.connectToRead()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        // Names in expressions come out qualified, and alike for every user, with an empty path.
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
        statement.execute("SET LOCAL search_path = pg_catalog");
        return read(connection, own, excludeTables);
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new SourceException(
          "cannot read the catalogue of the source; the user in source.user needs USAGE on the"
              + " schemas and SELECT on the tables that are moved",
          e);
    }
  }

  private static SourceSchema read(
      Connection connection, List<String> schemas, List<String> excludeTables) throws SQLException {
    Array schemaNames = connection.createArrayOf("text", schemas.toArray());
    refuseMissing(connection, schemaNames);
    List<NotMoved> notMoved = new ArrayList<>();
    List<TableCatalogue.Table> tables = new ArrayList<>();
    TablePatterns excluded = new TablePatterns(excludeTables);
    for (TableCatalogue.Table table : TableCatalogue.tables(connection, schemaNames)) {
      String name = table.name().toString();
      if (table.ofExtension()) {
        notMoved.add(NotMoved.table(table.name(), "it belongs to an extension"));
      } else if (excluded.match(name)) {
        notMoved.add(NotMoved.table(table.name(), "source.exclude_tables names it"));
      } else {
        tables.add(table);
      }
    }
    List<SourceTable> read = assemble(connection, tables, notMoved);
    notMoved.addAll(UnmovedCatalogue.read(connection, schemaNames));
    notMoved.addAll(
        CatalogueQuery.run(
            connection,
            OTHER_SCHEMAS,
            row ->
                new NotMoved(
                    "schema",
                    row.getString("nspname"),
                    "source.schemas does not name it; it holds %d table(s)"
                        .formatted(row.getLong("tables"))),
            schemaNames));
    return new SourceSchema(
        read,
        PostgresqlSentinel.table(),
        SequenceCatalogue.read(connection, schemaNames),
        notMoved);
  }

  private static void refuseMissing(Connection connection, Array schemas) throws SQLException {
    List<String> missing =
        CatalogueQuery.run(connection, MISSING_SCHEMAS, row -> row.getString(1), schemas);
    if (!missing.isEmpty()) {
      throw new SourceException(
          "the source has no schema %s; correct source.schemas"
              .formatted(String.join(", ", missing)));
    }
  }

  private static List<SourceTable> assemble(
      Connection connection, List<TableCatalogue.Table> tables, List<NotMoved> notMoved)
      throws SQLException {
    Array oids =
        connection.createArrayOf("oid", tables.stream().map(TableCatalogue.Table::oid).toArray());
    Map<Long, List<SourceColumn>> columns =
        TableCatalogue.columns(connection, TypeCatalogue.read(connection), oids);
    ConstraintCatalogue constraints = ConstraintCatalogue.read(connection, oids);
    Map<Long, List<SourceIndex>> indexes = IndexCatalogue.read(connection, oids);
    List<SourceTable> assembled = new ArrayList<>();
    for (TableCatalogue.Table table : tables) {
      long oid = table.oid();
      assembled.add(table(table, columns.getOrDefault(oid, List.of()), constraints, indexes));
      constraints
          .exclusions(oid)
          .forEach(
              (name, definition) ->
                  notMoved.add(
                      new NotMoved(
                          "exclusion constraint",
                          name + " on " + table.name(),
                          "it is not moved; check it in the application: " + definition)));
    }
    return assembled;
  }

  private static SourceTable table(
      TableCatalogue.Table table,
      List<SourceColumn> columns,
      ConstraintCatalogue constraints,
      Map<Long, List<SourceIndex>> indexesOfTables) {
    long oid = table.oid();
    Optional<SourceKey> key = constraints.primaryKey(oid);
    List<SourceIndex> indexes = indexesOfTables.getOrDefault(oid, List.of());
    Map<String, SourceColumn> byName =
        columns.stream().collect(toMap(SourceColumn::name, identity()));
    return new SourceTable(
        table.name(),
        columns,
        key,
        constraints.uniques(oid),
        constraints.foreignKeys(oid),
        indexes,
        constraints.checks(oid, name -> Optional.ofNullable(byName.get(name))),
        table.partitions(),
        TableMovement.of(table, key, columns, constraints.uniques(oid), indexes),
        table.comment());
  }
}
