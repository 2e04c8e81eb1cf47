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
import dev.crossover.engine.schema.UnloggedChanges;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what some databases of a server hold; a database is what other sources call a schema. */
public record MysqlCatalogue(MysqlDatabase source) implements SourceCatalogue {
  private static final String OWN_SCHEMA = "crossover";

  /** As MariaDB says it of a column. */
  private static final Pattern COMPRESSED = Pattern.compile("/\\*.*COMPRESSED.*\\*/$");

  private static final String SCHEMAS =
      "SELECT schema_name FROM information_schema.schemata WHERE schema_name IN (%s)";

  private static final String TABLES =
      """
      SELECT table_schema, table_name, coalesce(engine, ''), table_comment,
             table_type = 'SYSTEM VERSIONED'
        FROM information_schema.tables
       WHERE table_type IN ('BASE TABLE', 'SYSTEM VERSIONED') AND table_schema IN (%s) ORDER BY 1, 2
      """;

  /**
   * @param versioned whether it keeps the rows of other times too, as tables of MariaDB may
   */
  private record Listed(TableName name, String engine, String comment, boolean versioned) {}

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
    boolean mariadb = MysqlServer.of(connection).mariadb();
    MysqlFills fills = new MysqlFills(mariadb);
    MysqlChecks checks = MysqlChecks.read(connection, schemas, fills);
    MysqlIndexes indexes = MysqlIndexes.read(connection, schemas, mariadb);
    Contents contents =
        new Contents(
            MysqlColumns.read(connection, schemas, fills, checks),
            indexes,
            MysqlForeignKeys.read(connection, schemas, indexes),
            checks,
            DeclaredPartitions.read(connection, schemas),
            ColumnExtras.read(connection, schemas),
            Cascades.areLogged(connection));
    List<SourceTable> tables = new ArrayList<>();
    List<NotMoved> notMoved = new ArrayList<>();
    for (Listed table : tables(connection, schemas)) {
      if (excluded.match(table.name().toString())) {
        notMoved.add(NotMoved.table(table.name(), "source.exclude_tables names it"));
      } else {
        tables.add(contents.table(table));
        notMoved.addAll(contents.extras().notMoved(table.name()));
      }
    }
    notMoved.addAll(MysqlUnmoved.read(connection, schemas));
    notMoved.addAll(UnseenObjects.read(connection, schemas));
    return new SourceSchema(
        tables, MysqlSentinel.table(), AutoIncrements.read(connection, schemas), notMoved);
  }

  /** What belongs to the tables. */
  private record Contents(
      Map<TableName, List<SourceColumn>> columns,
      MysqlIndexes indexes,
      Map<TableName, List<SourceForeignKey>> references,
      MysqlChecks checks,
      Map<TableName, List<TableName>> partitions,
      ColumnExtras extras,
      boolean cascadesAreLogged) {
    private SourceTable table(Listed table) {
      TableName name = table.name();
      List<SourceColumn> own = columns.getOrDefault(name, List.of());
      Optional<SourceKey> key = indexes.primaryKey(name);
      List<SourceForeignKey> parents = references.getOrDefault(name, List.of());
      return new SourceTable(
          name,
          own,
          key,
          indexes.uniques(name),
          parents,
          indexes.indexes(name),
          checks.of(name, own),
          partitions.getOrDefault(name, List.of()),
          new Movement(
              List.of(table.engine()),
              obstacles(table, Backticks.quoted(name), own),
              extras.notes(name),
              key.isPresent()
                  ? ""
                  : "ALTER TABLE " + Backticks.quoted(name) + " ADD PRIMARY KEY (...)",
              cascadesAreLogged ? UnloggedChanges.NONE : Cascades.unlogged(parents)),
          Optional.of(table.comment()).filter(comment -> !comment.isEmpty()));
    }
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
                row.getString(4),
                row.getBoolean(5)),
        schemas);
  }

  private static List<Obstacle> obstacles(Listed table, String quoted, List<SourceColumn> columns) {
    List<Obstacle> obstacles = new ArrayList<>();
    if (!table.engine().equals("InnoDB")) {
      obstacles.add(
          new Obstacle(
              "its engine is %s, which has no transactions and no snapshots"
                  .formatted(table.engine()),
              "InnoDB",
              "ALTER TABLE " + quoted + " ENGINE = InnoDB"));
    }
    if (table.versioned()) {
      obstacles.add(
          new Obstacle(
              "it is system-versioned, and changes of its history come with those of its rows",
              "tables without a history",
              "ALTER TABLE %s DROP SYSTEM VERSIONING, or add it to source.exclude_tables"
                  .formatted(quoted)));
    }
    columns.stream()
        .filter(column -> COMPRESSED.matcher(column.type().declared()).find())
        .forEach(
            column ->
                obstacles.add(
                    new Obstacle(
                        "its column %s is COMPRESSED, which the change stream cannot read"
                            .formatted(column.name()),
                        "columns that are not",
                        "ALTER TABLE %s MODIFY %s ... without COMPRESSED"
                            .formatted(quoted, Backticks.quoted(column.name())))));
    return obstacles;
  }
}
