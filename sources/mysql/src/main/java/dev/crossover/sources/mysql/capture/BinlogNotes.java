package dev.crossover.sources.mysql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.MysqlStatements;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * What a running stream writes down in the source, so that whoever goes on later knows it.
 *
 * @param tables the moved tables, without the sentinel
 */
record BinlogNotes(MysqlDatabase source, List<TableName> tables) {
  private static final String BEAT = "REPLACE INTO crossover.heartbeat VALUES (1, now(6))";

  private static final String READERS =
      "SELECT count(*) FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'"
          + " AND user = substring_index(current_user(), '@', 1)";

  /**
   * The stream has read a statement that defines a captured table.
   *
   * @param at where it is in the log
   * @param part counts what is at that place
   */
  void defined(Position at, int part, DefiningStatement statement) {
    write(
        "remember in crossover.definition how a table is defined",
        connection -> {
          Definitions.add(connection, at, part, statement);
          new BinlogTables(tables).read(connection, statement);
        });
  }

  /** The stream has come to another file of the log. */
  void entered() {
    write("mark the binary log", LogMark::set);
  }

  /** Writes a row that comes back by the log, and so shows that the reader still reads. */
  void beat() {
    write(
        "write crossover.heartbeat, which shows that the change stream still reads",
        connection -> MysqlStatements.execute(connection, BEAT));
  }

  /**
   * A reader whose server ends its connection in good order says nothing about it.
   *
   * @throws SourceException if the server sends its log to nobody of our name
   */
  void requireReader() {
    write(
        "look for the reader of the binary log",
        connection -> {
          if (MysqlQuery.list(connection, READERS, row -> row.getInt(1), List.of()).get(0) == 0) {
            throw new SourceException(
                "the source does not send its binary log to the change stream any more; it may"
                    + " have been started again");
          }
        });
  }

  private interface Work {
    void run(Connection connection) throws SQLException;
  }

  private void write(String what, Work work) {
    MysqlStatements.run(
        source,
        what,
        connection -> {
          work.run(connection);
          return null;
        });
  }
}
