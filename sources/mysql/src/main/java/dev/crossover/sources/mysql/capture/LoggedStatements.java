package dev.crossover.sources.mysql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.sources.mysql.log.BinlogFile;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The statements in the binary log that are not about rows, as the server shows them. */
final class LoggedStatements {
  /** ER_ERROR_WHEN_EXECUTING_COMMAND: no event begins at the place. */
  private static final int NO_EVENT = 1220;

  private LoggedStatements() {}

  /** Whether the log has what was written after a place. */
  static boolean isKept(Connection connection, Position place) throws SQLException {
    return MysqlLog.files(connection).stream().anyMatch(file -> file.number() == place.major());
  }

  /** The first of some statements above a place; reads the log up to there, or to its end. */
  static Optional<DefiningStatement> first(
      Connection connection, Position above, Predicate<DefiningStatement> wanted)
      throws SQLException {
    List<BinlogFile> files =
        MysqlLog.files(connection).stream().filter(f -> f.number() >= above.major()).toList();
    for (BinlogFile file : files) {
      long offset = file.number() == above.major() ? above.minor() : 0;
      Optional<DefiningStatement> found = first(connection, file, offset, wanted);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static Optional<DefiningStatement> first(
      Connection connection, BinlogFile file, long offset, Predicate<DefiningStatement> wanted) {
    String sql = "SHOW BINLOG EVENTS IN %s%s";
    String from = offset == 0 ? "" : " FROM " + offset;
    try (StreamedRows events =
        StreamedRows.of(connection, sql.formatted(Backticks.literal(file.name()), from))) {
      while (events.next()) {
        if (isStatement(events)) {
          DefiningStatement statement = DefiningStatement.logged(events.text(5).orElse(""));
          if (wanted.test(statement)) {
            return Optional.of(statement);
          }
        }
      }
    } catch (SQLException e) {
      throw unreadable(file, offset, e);
    }
    return Optional.empty();
  }

  private static SourceException unreadable(BinlogFile file, long offset, SQLException e) {
    return e.getErrorCode() == NO_EVENT
        ? BinlogSetup.lost(
            "the binary log has no event at %s:%d any more: it was reset"
                .formatted(file.name(), offset))
        : new SourceException("cannot read the binary log: " + e.getMessage(), e);
  }

  private static boolean isStatement(StreamedRows events) throws SQLException {
    return events.text(2).orElse("").equals("Query");
  }
}
