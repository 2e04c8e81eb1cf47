package dev.crossover.sources.mysql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureSetup;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.fence.FenceLock;
import dev.crossover.sources.mysql.fence.MysqlFenceSetup;
import dev.crossover.sources.mysql.fence.MysqlWriters;
import dev.crossover.sources.mysql.log.BinlogText;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.log.StreamedServer;
import dev.crossover.sources.mysql.schema.MysqlSentinel;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the local stream keeps in the source: its own database. The server keeps no place for a
 * reader of its log, so the stream's start and the server's identity are written down here.
 *
 * @param name the stream's name
 * @param tables the moved tables, without the sentinel
 */
public record BinlogSetup(MysqlDatabase source, String name, List<TableName> tables)
    implements CaptureSetup {
  private static final List<String> DDL =
      List.of(
          "CREATE DATABASE IF NOT EXISTS crossover",
          MysqlSentinel.DDL,
          "CREATE TABLE IF NOT EXISTS crossover.heartbeat (id int PRIMARY KEY,"
              + " written_at timestamp(6) NULL) ENGINE = InnoDB",
          BinlogTables.DDL,
          Definitions.DDL,
          LogMark.DDL,
          "CREATE TABLE IF NOT EXISTS crossover.stream (name varchar(64) PRIMARY KEY,"
              + " server varchar(64) NOT NULL, start varchar(64) NOT NULL) ENGINE = InnoDB"
              + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");

  private static final String MADE =
      "SELECT count(*) FROM information_schema.tables"
          + " WHERE table_schema = 'crossover' AND table_name = 'stream'";

  /** A stream that was made. */
  private record Made(Position start) {}

  private List<Made> made(Connection connection) throws SQLException {
    boolean table = MysqlQuery.list(connection, MADE, row -> row.getInt(1) > 0, List.of()).get(0);
    return table
        ? MysqlQuery.list(
            connection,
            "SELECT start FROM crossover.stream WHERE name = ?",
            row -> new Made(BinlogText.INSTANCE.parse(row.getString(1))),
            List.of(name))
        : List.of();
  }

  @Override
  public void requireUnused() {
    if (isOurs()) {
      throw new SourceException(
          "the source has a stream %s already, which another migration may use; if it is left over run `DROP DATABASE crossover`, else set capture.slot to another name"
              .formatted(name));
    }
  }

  /** The server keeps its log for nobody in particular. */
  @Override
  public boolean isTaken() {
    return false;
  }

  @Override
  public Position adopt() {
    return create();
  }

  @Override
  public boolean isOurs() {
    return MysqlStatements.run(
        source,
        "look for the change stream's record in database crossover",
        connection -> !made(connection).isEmpty());
  }

  @Override
  public Position create() {
    return MysqlStatements.run(
        source,
        "make database crossover; Crossover's user needs CREATE, SELECT, INSERT, UPDATE, DELETE and"
            + " DROP on crossover.*",
        connection -> {
          for (String statement : DDL) {
            MysqlStatements.execute(connection, statement);
          }
          MysqlFenceSetup.make(connection);
          new BinlogTables(tables).record(connection);
          LogMark.set(connection);
          // A transaction may be in the log and not yet seen by queries. Commits become visible in
          // the log's order, so what is below the start is seen once the row here is written.
          Position start = start(connection);
          requireNonePrepared(connection);
          MysqlStatements.execute(
              connection,
              "REPLACE INTO crossover.stream VALUES (%s, %s, %s)"
                  .formatted(
                      Backticks.literal(name),
                      Backticks.literal(StreamedServer.identity(connection)),
                      Backticks.literal(BinlogText.INSTANCE.of(start))));
          return start;
        });
  }

  /**
   * The rows of a prepared transaction stand in the log where it was prepared, and not where it
   * commits: of one that was prepared below the start the stream would not have them, and the bulk
   * load would not see them.
   */
  private static void requireNonePrepared(Connection connection) throws SQLException {
    List<String> prepared = MysqlWriters.prepared(connection);
    if (!prepared.isEmpty()) {
      throw new SourceException(
          "the stream would not have the rows of XA transactions that are prepared already (%s); end them with XA COMMIT or XA ROLLBACK, then try again"
              .formatted(String.join(", ", prepared)));
    }
  }

  /** A place at which the tables were defined as it is written down. */
  private Position start(Connection connection) throws SQLException {
    List<TableName> captured = new ArrayList<>(tables);
    captured.add(Sentinel.TABLE);
    List<DefiningStatement> before = Definitions.present(connection, captured);
    Position start = MysqlLog.end(connection);
    List<DefiningStatement> after = Definitions.present(connection, captured);
    while (!before.equals(after)) {
      before = after;
      start = MysqlLog.end(connection);
      after = Definitions.present(connection, captured);
    }
    Definitions.begin(connection, after);
    return start;
  }

  @Override
  public void requireIntact(Position safe) {
    MysqlStatements.run(
        source,
        "look for the change stream's place in the binary log",
        connection -> {
          requireLog(connection, requireMade(connection), safe);
          requireTables(connection);
          return null;
        });
  }

  @Override
  public void requireKept() {
    MysqlStatements.run(
        source,
        "look for the change stream's place in the binary log",
        connection -> {
          requireMade(connection);
          if (LogMark.isMissing(connection)) {
            throw lost("the binary log is another one than the stream has read: it was reset");
          }
          requireTables(connection);
          return null;
        });
  }

  private Made requireMade(Connection connection) throws SQLException {
    List<Made> made = made(connection);
    if (made.isEmpty()) {
      throw lost("the stream's record in crossover.stream is gone");
    }
    StreamedServer.require(connection);
    return made.get(0);
  }

  private void requireTables(Connection connection) throws SQLException {
    List<String> changes = new BinlogTables(tables).changes(connection);
    if (!changes.isEmpty()) {
      throw lost(String.join("; ", changes));
    }
  }

  private static void requireLog(Connection connection, Made made, Position safe)
      throws SQLException {
    String place = BinlogText.INSTANCE.of(safe);
    if (safe.compareTo(made.start()) < 0) {
      throw lost(
          "the stream began at %s, after %s"
              .formatted(BinlogText.INSTANCE.of(made.start()), place));
    }
    if (safe.compareTo(MysqlLog.end(connection)) > 0) {
      throw lost("the binary log ends before %s: it was reset".formatted(place));
    }
    boolean kept =
        MysqlLog.files(connection).stream().anyMatch(file -> file.number() == safe.major());
    if (!kept) {
      throw lost("the binary log of %s was purged".formatted(place));
    }
    if (safe.minor() > MysqlLog.size(connection, safe.major())) {
      throw lost(
          "the binary log ends before %s in its file: the server lost its end in a crash"
              .formatted(place));
    }
    if (LogMark.isMissing(connection)) {
      throw lost("the binary log is another one than the stream has read: it was reset");
    }
  }

  /** Nothing that the log does not have can be captured any more. */
  static SourceException lost(String what) {
    return new SourceException(
        what
            + "; changes since then are lost, so the migration must be started again: run cleanup,"
            + " then run");
  }

  @Override
  public List<String> uncaptured() {
    return MysqlStatements.run(
        source,
        "look for the captured tables",
        connection -> {
          if (made(connection).isEmpty()) {
            return List.of("the stream's record in crossover.stream is gone");
          }
          StreamedServer.require(connection);
          return new BinlogTables(tables).changes(connection);
        });
  }

  @Override
  public void remove() {
    FenceLock.alone(
        source,
        "drop database crossover",
        connection -> {
          MysqlStatements.execute(connection, "DROP DATABASE IF EXISTS crossover");
          return null;
        });
  }
}
