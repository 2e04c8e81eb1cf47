package dev.crossover.sources.mysql.capture;

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
      Connection connection, BinlogFile file, long offset, Predicate<DefiningStatement> wanted)
      throws SQLException {
    String sql = "SHOW BINLOG EVENTS IN " + Backticks.literal(file.name());
    try (StreamedRows events = StreamedRows.of(connection, sql)) {
      while (events.next()) {
        if (isStatement(events) && Long.parseLong(events.text(1).orElseThrow()) >= offset) {
          DefiningStatement statement = DefiningStatement.logged(events.text(5).orElse(""));
          if (wanted.test(statement)) {
            return Optional.of(statement);
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isStatement(StreamedRows events) throws SQLException {
    return events.text(2).orElse("").equals("Query");
  }
}
