package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.log.BinlogText;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.schema.Cascades;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tables the stream has carried from its start. The binary log names tables; one that is put
 * in the place of another is written about as if it were the same, and how it was filled is not in
 * the log.
 *
 * <p>Every table has a number of InnoDB's, and each of its partitions one. A rebuild gives new ones
 * as a swap does; so where they have changed, the statements of the log since the last look say
 * which it was. A swap that was undone leaves the numbers as they were: the stream finds it when it
 * reads the statement.
 *
 * @param tables the moved tables
 */
record BinlogTables(List<TableName> tables) {
  static final String DDL =
      "CREATE TABLE IF NOT EXISTS crossover.captured (table_schema varchar(64) NOT NULL,"
          + " table_name varchar(64) NOT NULL, numbers longtext NOT NULL,"
          + " looked varchar(64) NOT NULL, replaced text,"
          + " cascades_logged boolean NOT NULL DEFAULT FALSE,"
          + " PRIMARY KEY (table_schema, table_name)) ENGINE = InnoDB"
          + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  /** A partition has its own number, behind the name of its table. */
  private static final Pattern INNODB_NAME =
      Pattern.compile("([^/]+)/(.+?)(?:#p#.*)?", Pattern.CASE_INSENSITIVE);

  /** How InnoDB writes a character that is none of a plain name. */
  private static final Pattern ENCODED = Pattern.compile("@([0-9a-f]{4})");

  /** A statement in an error, which has to be readable. */
  private static final int SHOWN = 200;

  /**
   * A table as it was at the last look.
   *
   * @param numbers of InnoDB; empty if it has none
   * @param looked up to where the log was known then
   * @param replaced by which statement of the log it became another one
   * @param cascadesLogged whether the log had what foreign keys change in it, when it began
   */
  private record Captured(
      String numbers, Position looked, Optional<String> replaced, boolean cascadesLogged) {}

  /** Begins with the tables as they are. */
  void record(Connection connection) throws SQLException {
    MysqlStatements.execute(connection, "DELETE FROM crossover.captured");
    Position end = MysqlLog.end(connection);
    Map<TableName, String> present = present(connection);
    for (TableName table : tables) {
      looked(connection, table, present.getOrDefault(table, ""), end);
    }
    if (Cascades.areLogged(connection)) {
      MysqlStatements.execute(connection, "UPDATE crossover.captured SET cascades_logged = TRUE");
    }
  }

  private static void looked(Connection connection, TableName table, String numbers, Position end)
      throws SQLException {
    update(
        connection,
        "INSERT INTO crossover.captured (table_schema, table_name, numbers, looked)"
            + " VALUES (?, ?, ?, ?)"
            + " ON DUPLICATE KEY UPDATE numbers = VALUES(numbers), looked = VALUES(looked)",
        table.schema(),
        table.name(),
        numbers,
        BinlogText.INSTANCE.of(end));
  }

  private static void update(Connection connection, String sql, String... texts)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < texts.length; i++) {
        statement.setString(i + 1, texts[i]);
      }
      statement.executeUpdate();
    }
  }

  /** The stream has read a statement; if it replaces a table, that is remembered. */
  void read(Connection connection, DefiningStatement statement) throws SQLException {
    for (TableName table : tables) {
      if (statement.replaces(table)) {
        replaced(connection, table, statement.sql());
      }
    }
  }

  private static void replaced(Connection connection, TableName table, String sql)
      throws SQLException {
    update(
        connection,
        "UPDATE crossover.captured SET replaced = ?"
            + " WHERE table_schema = ? AND table_name = ? AND replaced IS NULL",
        sql.length() > SHOWN ? sql.substring(0, SHOWN) + " ..." : sql,
        table.schema(),
        table.name());
  }

  /** What is no longer carried as it was, one line each. */
  List<String> changes(Connection connection) throws SQLException {
    noteUnloggedCascades(connection);
    Map<TableName, Captured> then = then(connection);
    // The end first: what is replaced meanwhile is above it, and found by the next look.
    Position end = MysqlLog.end(connection);
    Map<TableName, String> now = present(connection);
    List<String> changes = new ArrayList<>();
    List<TableName> renumbered = new ArrayList<>();
    for (TableName table : tables) {
      Captured before = then.get(table);
      String numbers = now.getOrDefault(table, "");
      if (before == null) {
        changes.add("table " + table + " was never captured");
      } else if (before.replaced().isPresent()) {
        changes.add(swapped(table, before.replaced().get()));
      } else if (numbers.isEmpty() && !before.numbers().isEmpty()) {
        changes.add("table " + table + " was dropped, or has another name now");
      } else if (numbers.equals(before.numbers())) {
        looked(connection, table, numbers, end);
      } else {
        renumbered.add(table);
      }
    }
    for (TableName table : renumbered) {
      changes.addAll(renumbered(connection, table, then.get(table), now.get(table), end));
    }
    return changes;
  }

  /** Kept, since who looks next may find a server that was started again and logs them again. */
  private void noteUnloggedCascades(Connection connection) throws SQLException {
    if (Cascades.areLogged(connection)) {
      return;
    }
    Map<TableName, Captured> then = then(connection);
    for (TableName table : Cascades.changing(connection, tables)) {
      Captured before = then.get(table);
      if (before != null && before.cascadesLogged()) {
        replaced(connection, table, Cascades.UNLOGGED);
      }
    }
  }

  private static List<String> renumbered(
      Connection connection, TableName table, Captured then, String numbers, Position end)
      throws SQLException {
    if (!LoggedStatements.isKept(connection, then.looked())) {
      return List.of(
          "table %s was rebuilt, or swapped for another: the binary log that told which was purged"
              .formatted(table));
    }
    Optional<DefiningStatement> replacing =
        LoggedStatements.first(connection, then.looked(), each -> each.replaces(table));
    if (replacing.isPresent()) {
      replaced(connection, table, replacing.get().sql());
      return List.of(swapped(table, replacing.get().sql()));
    }
    looked(connection, table, numbers, end);
    return List.of();
  }

  private static String swapped(TableName table, String sql) {
    return "table %s was swapped, or got or lost rows that are not in the binary log, by: %s"
        .formatted(table, sql);
  }

  private static Map<TableName, Captured> then(Connection connection) throws SQLException {
    Map<TableName, Captured> then = new TreeMap<>();
    MysqlQuery.list(
        connection,
        "SELECT table_schema, table_name, numbers, looked, replaced, cascades_logged"
            + " FROM crossover.captured",
        row ->
            then.put(
                new TableName(row.getString(1), row.getString(2)),
                new Captured(
                    row.getString(3),
                    BinlogText.INSTANCE.parse(row.getString(4)),
                    Optional.ofNullable(row.getString(5)),
                    row.getBoolean(6))),
        List.of());
    return then;
  }

  private Map<TableName, String> present(Connection connection) throws SQLException {
    String view = MysqlServer.of(connection).mariadb() ? "innodb_sys_tables" : "innodb_tables";
    Map<TableName, String> present = new TreeMap<>();
    MysqlQuery.list(
            connection,
            "SELECT name, table_id FROM information_schema.%s ORDER BY table_id".formatted(view),
            row -> new Numbered(INNODB_NAME.matcher(row.getString(1)), row.getString(2)),
            List.of())
        .stream()
        .filter(each -> each.name().matches())
        .forEach(each -> present.merge(each.table(), each.number(), (a, b) -> a + " " + b));
    present.keySet().retainAll(tables);
    return present;
  }

  private record Numbered(Matcher name, String number) {
    TableName table() {
      return new TableName(decoded(name.group(1)), decoded(name.group(2)));
    }

    private static String decoded(String name) {
      return ENCODED
          .matcher(name)
          .replaceAll(
              code ->
                  Matcher.quoteReplacement(
                      String.valueOf((char) Integer.parseInt(code.group(1), 16))));
    }
  }
}
