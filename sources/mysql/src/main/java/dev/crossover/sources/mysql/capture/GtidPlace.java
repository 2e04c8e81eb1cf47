package dev.crossover.sources.mysql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.sources.mysql.log.BinlogFile;
import dev.crossover.sources.mysql.log.GtidSet;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What had been committed by a place in the binary log, as the set of transactions that a reader by
 * global identifiers begins with.
 */
final class GtidPlace {
  private static final String NEXT = "SET @@SESSION.GTID_NEXT= '";
  private static final Pattern IDENTIFIER = Pattern.compile("[0-9a-fA-F-]{36}:(?:\\w+:)?[0-9]+");

  private GtidPlace() {}

  /**
   * The set of the transactions that begin below a place; empty if the server has no identifiers.
   *
   * @param offset where an event begins
   * @throws SourceException if the log has no such place
   */
  static Optional<String> below(Connection connection, BinlogFile file, long offset)
      throws SQLException {
    if (MysqlServer.of(connection).mariadb()) {
      return Optional.of(ofMariadb(connection, file, offset));
    }
    boolean on =
        MysqlQuery.list(
                connection,
                "SELECT @@global.gtid_mode LIKE 'ON%'",
                row -> row.getBoolean(1),
                List.of())
            .get(0);
    return on ? Optional.of(ofMysql(connection, file, offset)) : Optional.empty();
  }

  private static String ofMariadb(Connection connection, BinlogFile file, long offset)
      throws SQLException {
    return MysqlQuery.list(
            connection,
            "SELECT coalesce(binlog_gtid_pos(%s, %d), '')"
                .formatted(Backticks.literal(file.name()), offset),
            row -> row.getString(1),
            List.of())
        .stream()
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new SourceException(
                    "the binary log has no event at %s:%d, from where the stream must go on; it was purged or reset, so the migration must be started again: run cleanup, then run"
                        .formatted(file.name(), offset)));
  }

  /** MySQL has no function for it: what the file begins with, and what the file adds. */
  private static String ofMysql(Connection connection, BinlogFile file, long offset)
      throws SQLException {
    GtidSet below = GtidSet.NONE;
    String sql = "SHOW BINLOG EVENTS IN " + Backticks.literal(file.name());
    try (StreamedRows events = StreamedRows.of(connection, sql)) {
      while (events.next() && Long.parseLong(events.text(1).orElseThrow()) < offset) {
        String kind = events.text(2).orElseThrow();
        String about = events.text(5).orElse("");
        if (kind.equals("Previous_gtids")) {
          below = GtidSet.ofMysql(about.replace("\n", ""));
        } else if (about.startsWith(NEXT)) {
          Matcher identifier = IDENTIFIER.matcher(about);
          if (identifier.find()) {
            below = below.with(GtidSet.ofMysql(identifier.group()));
          }
        }
      }
    }
    requireReadable(connection, below);
    return below.toString();
  }

  /** Debezium cannot read an identifier with a tag, and would end without saying so. */
  private static void requireReadable(Connection connection, GtidSet below) throws SQLException {
    GtidSet executed = MysqlLog.executed(connection);
    if (executed.isTagged()) {
      throw new SourceException(
          "gtid_executed has identifiers with a tag, which the change stream cannot read: %s; end what sets GTID_NEXT = 'AUTOMATIC:TAG', and RESET BINARY LOGS AND GTIDS before a migration starts"
              .formatted(executed));
    }
    GtidSet purged =
        GtidSet.ofMysql(
            MysqlQuery.list(
                    connection, "SELECT @@global.gtid_purged", row -> row.getString(1), List.of())
                .get(0));
    if (!below.contains(purged) || !executed.contains(below)) {
      throw BinlogSetup.lost(
          "the stream has read the transactions %s, the server has had %s and has no log of %s"
              .formatted(below, executed, purged));
    }
  }
}
