package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which tables the stream has carried from its start, by the numbers that InnoDB gives them. The
 * binary log names tables; one that is put in the place of another is written about as if it were
 * the same, and how it was filled is not in the log.
 *
 * @param tables the moved tables
 */
record BinlogTables(List<TableName> tables) {
  static final String DDL =
      "CREATE TABLE IF NOT EXISTS crossover.captured (table_schema varchar(64) NOT NULL,"
          + " table_name varchar(64) NOT NULL, number bigint unsigned NOT NULL,"
          + " PRIMARY KEY (table_schema, table_name)) ENGINE = InnoDB"
          + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  private record Numbered(TableName table, long number) {}

  void record(Connection connection) throws SQLException {
    Map<TableName, Long> present = present(connection);
    MysqlStatements.execute(connection, "DELETE FROM crossover.captured");
    for (TableName table : tables) {
      MysqlStatements.execute(
          connection,
          "INSERT INTO crossover.captured VALUES (%s, %s, %d)"
              .formatted(
                  Backticks.literal(table.schema()),
                  Backticks.literal(table.name()),
                  present.getOrDefault(table, 0L)));
    }
  }

  /** What is no longer carried as it was, one line each. */
  List<String> changes(Connection connection) throws SQLException {
    Map<TableName, Long> then = new HashMap<>();
    MysqlQuery.list(
            connection,
            "SELECT table_schema, table_name, number FROM crossover.captured",
            row -> new Numbered(new TableName(row.getString(1), row.getString(2)), row.getLong(3)),
            List.of())
        .forEach(each -> then.put(each.table(), each.number()));
    Map<TableName, Long> now = present(connection);
    List<String> changes = new ArrayList<>();
    for (TableName table : tables) {
      change(table, Optional.ofNullable(then.get(table)), Optional.ofNullable(now.get(table)))
          .ifPresent(changes::add);
    }
    return changes;
  }

  private static Optional<String> change(TableName table, Optional<Long> then, Optional<Long> now) {
    if (then.isEmpty()) {
      return Optional.of("table " + table + " was never captured");
    }
    if (now.isEmpty()) {
      return then.get() == 0
          ? Optional.empty()
          : Optional.of("table " + table + " was dropped, or has another name now");
    }
    return now.equals(then)
        ? Optional.empty()
        : Optional.of(
            "table %s was swapped: what has its name now was made later, by CREATE, RENAME or an ALTER that rebuilds"
                .formatted(table));
  }

  private static Map<TableName, Long> present(Connection connection) throws SQLException {
    String view = MysqlServer.of(connection).mariadb() ? "innodb_sys_tables" : "innodb_tables";
    Map<TableName, Long> present = new HashMap<>();
    MysqlQuery.list(
            connection,
            "SELECT t.table_schema, t.table_name, i.table_id FROM information_schema.tables t"
                + " JOIN information_schema."
                + view
                + " i ON i.name = concat(t.table_schema, '/', t.table_name)"
                + " WHERE t.table_type = 'BASE TABLE'",
            row -> new Numbered(new TableName(row.getString(1), row.getString(2)), row.getLong(3)),
            List.of())
        .forEach(each -> present.put(each.table(), each.number()));
    return present;
  }
}
