package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.sources.mysql.log.BinlogFile;
import dev.crossover.sources.mysql.log.BinlogText;
import dev.crossover.sources.mysql.log.GtidSet;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Tells the binary log that the stream reads from any other that has the same places: one that was
 * begun anew, of whatever server. A statement that does nothing stands in it with a name that no
 * other log has, and {@code crossover.mark} has the name and the place.
 */
final class LogMark {
  static final String DDL =
      "CREATE TABLE IF NOT EXISTS crossover.mark (one int PRIMARY KEY, token varchar(64) NOT NULL,"
          + " log_from varchar(64) NOT NULL, transactions longtext NOT NULL) ENGINE = InnoDB";

  /** It is logged, whether there is such a table or not. */
  private static final String STATEMENT = "DROP TABLE IF EXISTS crossover.`%s`";

  private LogMark() {}

  private record Set(String token, Position from, GtidSet transactions) {}

  /** Marks the newest file of the log. */
  static void set(Connection connection) throws SQLException {
    Position from = MysqlLog.end(connection);
    String token = "mark " + UUID.randomUUID();
    MysqlStatements.execute(connection, STATEMENT.formatted(token));
    MysqlStatements.execute(
        connection,
        "REPLACE INTO crossover.mark VALUES (1, '%s', '%s', '%s')"
            .formatted(token, BinlogText.INSTANCE.of(from), MysqlLog.executed(connection)));
  }

  /**
   * Whether the log is another one than was marked. Of a log whose marked file was purged, the
   * transactions that it had then must be among those that the server has had.
   */
  static boolean isMissing(Connection connection) throws SQLException {
    List<Set> marks =
        MysqlQuery.list(
            connection,
            "SELECT token, log_from, transactions FROM crossover.mark",
            row ->
                new Set(
                    row.getString(1),
                    BinlogText.INSTANCE.parse(row.getString(2)),
                    GtidSet.ofMysql(row.getString(3))),
            List.of());
    for (Set mark : marks) {
      if (isMissing(connection, mark)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMissing(Connection connection, Set mark) throws SQLException {
    OptionalLong first = MysqlLog.files(connection).stream().mapToLong(BinlogFile::number).min();
    if (first.isPresent() && first.getAsLong() > mark.from().major()) {
      return !MysqlLog.executed(connection).contains(mark.transactions());
    }
    return LoggedStatements.first(
            connection, mark.from(), statement -> statement.sql().contains(mark.token()))
        .isEmpty();
  }
}
