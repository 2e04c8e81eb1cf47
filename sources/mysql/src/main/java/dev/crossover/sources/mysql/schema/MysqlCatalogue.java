package dev.crossover.sources.mysql.schema;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.SourceCatalogue;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSchema.NotMoved;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.SourceTable.Movement;
import dev.crossover.engine.schema.SourceTable.Obstacle;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.SourceTable.SourceKey;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TablePatterns;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what some databases of a server hold; a database is what other sources call a schema. */
public record MysqlCatalogue(MysqlDatabase source) implements SourceCatalogue {
  private static final String OWN_SCHEMA = "crossover";

  private static final String SCHEMAS =
      "SELECT schema_name FROM information_schema.schemata WHERE schema_name IN (%s)";

  private static final String TABLES =
      """
      SELECT table_schema, table_name, coalesce(engine, ''), table_comment
        FROM information_schema.tables
       WHERE table_type = 'BASE TABLE' AND table_schema IN (%s) ORDER BY 1, 2
      """;

  private record Listed(TableName name, String engine, String comment) {}

  @Override
  public SourceSchema read(List<String> schemas, List<String> excludeTables) {
    List<String> own = schemas.stream().filter(name -> !name.equals(OWN_SCHEMA)).toList();
    try (Connection connection = source.connectToRead()) {
      refuseMissing(connection, own);
      return read(connection, own, new TablePatterns(excludeTables));
    } catch (SQLException e) {
      throw new SourceException(
          "cannot read the catalogue of the source: "
              + e.getMessage()
              + "; the user in source.user needs SELECT on the tables that are moved",
          e);
    }
  }

  private static void refuseMissing(Connection connection, List<String> schemas)
      throws SQLException {
    List<String> found =
        MysqlQuery.list(
            connection,
            SCHEMAS.formatted(MysqlQuery.parameters(schemas)),
            row -> row.getString(1),
            schemas);
    List<String> missing = schemas.stream().filter(name -> !found.contains(name)).sorted().toList();
    if (!missing.isEmpty()) {
      throw new SourceException(
          "the source has no schema %s; correct source.schemas"
              .formatted(String.join(", ", missing)));
    }
  }

  private static SourceSchema read(
      Connection connection, List<String> schemas, TablePatterns excluded) throws SQLException {
    MysqlChecks checks = MysqlChecks.read(connection, schemas);
    Map<TableName, List<SourceColumn>> columns = MysqlColumns.read(connection, schemas, checks);
    MysqlIndexes indexes = MysqlIndexes.read(connection, schemas);
    Map<TableName, List<SourceForeignKey>> references = MysqlForeignKeys.read(connection, schemas);
    List<SourceTable> tables = new ArrayList<>();
    List<NotMoved> notMoved = new ArrayList<>();
    for (Listed table : tables(connection, schemas)) {
      TableName name = table.name();
      if (excluded.match(name.toString())) {
        notMoved.add(NotMoved.table(name, "source.exclude_tables names it"));
        continue;
      }
      Optional<SourceKey> key = indexes.primaryKey(name);
      tables.add(
          new SourceTable(
              name,
              columns.getOrDefault(name, List.of()),
              key,
              indexes.uniques(name),
              references.getOrDefault(name, List.of()),
              indexes.indexes(name),
              checks.of(name),
              List.of(),
              movement(table, key),
              Optional.of(table.comment()).filter(comment -> !comment.isEmpty())));
    }
    notMoved.addAll(MysqlUnmoved.read(connection, schemas));
    return new SourceSchema(
        tables, MysqlSentinel.table(), AutoIncrements.read(connection, schemas), notMoved);
  }

  private static List<Listed> tables(Connection connection, List<String> schemas)
      throws SQLException {
    return MysqlQuery.list(
        connection,
        TABLES.formatted(MysqlQuery.parameters(schemas)),
        row ->
            new Listed(
                new TableName(row.getString(1), row.getString(2)),
                row.getString(3),
                row.getString(4)),
        schemas);
  }

  private static Movement movement(Listed table, Optional<SourceKey> key) {
    String quoted = Backticks.quoted(table.name());
    List<Obstacle> obstacles =
        table.engine().equals("InnoDB")
            ? List.of()
            : List.of(
                new Obstacle(
                    "its engine is %s, which has no transactions and no snapshots"
                        .formatted(table.engine()),
                    "InnoDB",
                    "ALTER TABLE " + quoted + " ENGINE = InnoDB"));
    return new Movement(
        List.of(table.engine()),
        obstacles,
        List.of(),
        key.isPresent() ? "" : "ALTER TABLE " + quoted + " ADD PRIMARY KEY (...)");
  }
}
