package dev.crossover.sources.mysql.log;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlServer;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The binary log. Whole transactions stand in it, in the order of their commits. */
public record MysqlLog(MysqlDatabase source) implements SourceLog {
  /**
   * The id is the time in microseconds, so sentinels of several processes do not collide; the lock
   * of the last row makes the later of two wait and take the next.
   */
  private static final String INSERT =
      "INSERT INTO crossover.sentinel (id, token, written_at) SELECT greatest("
          + "CAST(unix_timestamp(now(6)) * 1000000 AS SIGNED),"
          + " (SELECT coalesce(max(s.id), 0) + 1 FROM crossover.sentinel s)), ?, now(6)";

  @Override
  public Mark mark() {
    String token = UUID.randomUUID().toString();
    return MysqlStatements.commit(
        source,
        "write a sentinel to crossover.sentinel; did crossover capture run?",
        connection -> {
          StreamedServer.require(connection);
          try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, token);
            statement.executeUpdate();
          }
          // What is committed is in the log by then, and this transaction is not yet.
          return new Mark(end(connection), token);
        });
  }

  @Override
  public PositionText positions() {
    return BinlogText.INSTANCE;
  }

  @Override
  public LogPosition end() {
    return LogPosition.of(
        MysqlStatements.run(
            source,
            "read the end of the binary log",
            connection -> {
              StreamedServer.require(connection);
              return end(connection);
            }));
  }

  /** Where the log ends at present, as the connection's server sees it. */
  public static Position end(Connection connection) throws SQLException {
    List<Position> end =
        MysqlQuery.list(
            connection,
            MysqlServer.of(connection).logStatus(),
            row -> BinlogFile.parse(row.getString(1)).at(row.getLong(2)),
            List.of());
    if (end.isEmpty()) {
      throw new SourceException(
          "the source writes no binary log; start the server with log_bin, and binlog_format=ROW");
    }
    return end.get(0);
  }

  /** The files that the server still has, oldest first. */
  public static List<BinlogFile> files(Connection connection) throws SQLException {
    return MysqlQuery.list(
        connection, "SHOW BINARY LOGS", row -> BinlogFile.parse(row.getString(1)), List.of());
  }

  /** Every transaction that the server has had; none if it does not give them identifiers. */
  public static GtidSet executed(Connection connection) throws SQLException {
    boolean mariadb = MysqlServer.of(connection).mariadb();
    String executed =
        MysqlQuery.list(
                connection,
                mariadb ? "SELECT @@global.gtid_binlog_state" : "SELECT @@global.gtid_executed",
                row -> row.getString(1),
                List.of())
            .get(0);
    return mariadb ? GtidSet.ofMariadb(executed) : GtidSet.ofMysql(executed);
  }

  /** How long a file is; 0 if the server does not have it. */
  public static long size(Connection connection, long number) throws SQLException {
    return MysqlQuery.list(
            connection,
            "SHOW BINARY LOGS",
            row -> BinlogFile.parse(row.getString(1)).at(row.getLong(2)),
            List.of())
        .stream()
        .filter(end -> end.major() == number)
        .mapToLong(Position::minor)
        .findFirst()
        .orElse(0);
  }

  @Override
  public Retention retention() {
    Map<String, String> variables = new HashMap<>();
    new MysqlQuery(source, "how long the binary log is kept")
        .list(
            "SHOW GLOBAL VARIABLES WHERE Variable_name IN (%s)"
                .formatted(MysqlQuery.parameters(LogExpiry.VARIABLES)),
            row -> variables.put(row.getString(1), row.getString(2)),
            LogExpiry.VARIABLES);
    Optional<Duration> limit = LogExpiry.of(name -> Optional.ofNullable(variables.get(name)));
    return new Retention(
        true,
        OptionalLong.empty(),
        limit
            .map(time -> "the binary log is removed after %d hours".formatted(time.toHours()))
            .orElse("the binary log is kept until somebody removes it"),
        "SET GLOBAL binlog_expire_logs_seconds to more than the migration takes",
        limit);
  }
}
