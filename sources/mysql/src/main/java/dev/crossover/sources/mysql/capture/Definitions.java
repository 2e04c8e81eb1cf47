package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * How the captured tables were defined when the stream began, and every statement since then that
 * defined one anew. A row of the log does not say which columns it has, so who goes on in the
 * middle of the log must know what the tables were there.
 */
final class Definitions {
  static final String DDL =
      "CREATE TABLE IF NOT EXISTS crossover.definition (log_file bigint unsigned NOT NULL,"
          + " log_position bigint unsigned NOT NULL, part int NOT NULL,"
          + " current_schema varchar(64) NOT NULL, statement longtext NOT NULL,"
          + " PRIMARY KEY (log_file, log_position, part)) ENGINE = InnoDB"
          + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

  private static final String BELOW =
      "SELECT current_schema, statement FROM crossover.definition"
          + " WHERE log_file < ? OR (log_file = ? AND log_position < ?)"
          + " ORDER BY log_file, log_position, part";

  private Definitions() {}

  /** The statements that would make the tables as they are now. */
  static List<DefiningStatement> present(Connection connection, List<TableName> tables)
      throws SQLException {
    List<DefiningStatement> statements = new ArrayList<>();
    for (TableName table : tables) {
      MysqlQuery.list(
              connection,
              "SHOW CREATE TABLE " + Backticks.quoted(table),
              row -> new DefiningStatement(table.schema(), row.getString(2)),
              List.of())
          .forEach(statements::add);
    }
    return statements;
  }

  /** Forgets everything, and begins with these. */
  static void begin(Connection connection, List<DefiningStatement> statements) throws SQLException {
    MysqlStatements.execute(connection, "DELETE FROM crossover.definition");
    int part = 0;
    for (DefiningStatement statement : statements) {
      add(connection, Position.START, part++, statement);
    }
  }

  /**
   * Remembers a statement; one that comes again takes the place of itself.
   *
   * @param at where it is in the log
   * @param part tells it from others that are at the same place
   */
  static void add(Connection connection, Position at, int part, DefiningStatement statement)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("REPLACE INTO crossover.definition VALUES (?, ?, ?, ?, ?)")) {
      insert.setLong(1, at.major());
      insert.setLong(2, at.minor());
      insert.setInt(3, part);
      insert.setString(4, statement.schema());
      insert.setString(5, statement.sql());
      insert.executeUpdate();
    }
  }

  /** What defines the tables for who reads the log from a place on, in its order. */
  static List<DefiningStatement> below(Connection connection, Position place) throws SQLException {
    return MysqlQuery.list(
        connection,
        BELOW,
        row -> new DefiningStatement(row.getString(1), row.getString(2)),
        List.of(
            Long.toUnsignedString(place.major()),
            Long.toUnsignedString(place.major()),
            Long.toUnsignedString(place.minor())));
  }
}
