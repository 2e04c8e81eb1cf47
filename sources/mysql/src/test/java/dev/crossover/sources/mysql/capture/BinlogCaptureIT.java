package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.OnEveryServer;
import dev.crossover.sources.mysql.ServerKind;
import dev.crossover.sources.mysql.log.BinlogFile;
import dev.crossover.sources.mysql.log.MysqlLog;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The capture on a real server, by what it has put into files. */
@OnEveryServer
class BinlogCaptureIT {
  private final MysqlTestSource source;

  BinlogCaptureIT(ServerKind server) {
    source =
        MysqlTestSource.create(server, "CREATE TABLE t (id int PRIMARY KEY, name varchar(20))");
  }

  @AfterEach
  void close() {
    source.close();
  }

  private List<String> summaries(MysqlTestCapture capture) {
    return capture.records("t").stream().map(MysqlTestCapture::summary).toList();
  }

  @Test
  void writesEveryKindOfChangeInTheOrderOfTheSource() {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin().start()) {
      source.execute("INSERT INTO t VALUES (1, 'one'), (2, 'two')");
      source.execute("UPDATE t SET name = 'uno' WHERE id = 1");
      source.execute("UPDATE t SET id = 3 WHERE id = 2");
      source.execute("DELETE FROM t WHERE id = 1");
      capture.drain();
      source.execute("TRUNCATE t");
      capture.drain();

      assertThat(summaries(capture))
          .containsExactly(
              "INSERT 1",
              "INSERT 2",
              "UPDATE 1",
              "UPDATE-DELETE 2",
              "UPDATE-INSERT 3",
              "DELETE 1",
              "TRUNCATE null");
      assertThat(capture.state().events()).isEqualTo(Map.of(source.name() + ".t", 7L));
    }
  }

  @Test
  void givesTheChangesOfOneTransactionPlacesInTheirOrder() {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin().start()) {
      source.execute(
          """
          BEGIN;
          INSERT INTO t VALUES (1, 'a'), (2, 'a');
          UPDATE t SET name = 'b';
          UPDATE t SET name = 'c';
          DELETE FROM t WHERE id = 1;
          INSERT INTO t VALUES (1, 'd');
          UPDATE t SET id = id + 1 ORDER BY id DESC;
          COMMIT;
          """);
      Position end = capture.drain();

      List<Position> places =
          capture.records("t").stream().map(MysqlTestCapture::position).toList();
      assertThat(places).doesNotHaveDuplicates().allSatisfy(at -> assertThat(at).isLessThan(end));
      assertThat(summaries(capture))
          .containsExactly(
              "INSERT 1",
              "INSERT 2",
              "UPDATE 1",
              "UPDATE 2",
              "UPDATE 1",
              "UPDATE 2",
              "DELETE 1",
              "INSERT 1",
              "UPDATE-DELETE 2",
              "UPDATE-INSERT 3",
              "UPDATE-DELETE 1",
              "UPDATE-INSERT 2");
    }
  }

  @Test
  void goesOnWhereItStoppedWithoutAGapOrARepetition() {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin()) {
      source.execute("INSERT INTO t VALUES (1, 'before')");
      capture.start();
      capture.drain();
      capture.stop();
      source.execute("INSERT INTO t VALUES (2, 'standing')");
      source.execute("FLUSH BINARY LOGS");
      source.execute("INSERT INTO t VALUES (3, 'next file')");
      capture.start();
      source.execute("INSERT INTO t VALUES (4, 'running')");
      capture.drain();

      assertThat(summaries(capture))
          .containsExactly("INSERT 1", "INSERT 2", "INSERT 3", "INSERT 4");
      assertThat(capture.state().events()).isEqualTo(Map.of(source.name() + ".t", 4L));
    }
  }

  /** Removes every file of the log but the newest; a file that is still in use stays a while. */
  private void purge() throws SQLException {
    if (source.server() == ServerKind.MARIADB) {
      // It keeps what no reader has read, unless it is told that none is needed.
      source.execute("SET GLOBAL slave_connections_needed_for_purge = 0");
    }
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    List<BinlogFile> files = List.of();
    try (Connection connection = source.database().connect()) {
      while (files.size() != 1) {
        assertThat(System.nanoTime()).as("files left: " + files).isLessThan(deadline);
        source.execute("FLUSH BINARY LOGS");
        files = MysqlLog.files(connection);
        source.execute("PURGE BINARY LOGS TO '" + files.get(files.size() - 1).name() + "'");
        files = MysqlLog.files(connection);
      }
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SCHEMA_CHANGE,
      fault = "a statement that the change stream cannot parse changes a moved table",
      moment = "capture",
      outcome = "capture ends with the statement and the way out, and carries nothing behind it",
      rowsLost = Fault.RowsLost.NOT_COMPARED)
  void endsWithAWayOutAtAStatementThatItCannotRead() {
    assumeTrue(source.server() == ServerKind.MARIADB, "no such statement of MySQL is known");
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin().start()) {
      source.execute("ALTER TABLE t ADD COLUMN address inet6");
      source.execute("INSERT INTO t VALUES (1, 'behind', NULL)");

      assertThat(capture.awaitFailure())
          .hasMessageContaining("cannot read a statement of the binary log")
          .hasMessageContaining("ALTER TABLE t ADD COLUMN address inet6")
          .hasMessageContaining("crossover cleanup --abandon");
      assertThat(summaries(capture)).isEmpty();
    }
  }

  @Test
  void endsWithAWayOutWhenItsPlaceInTheLogWasPurged() throws SQLException {
    try (MysqlTestCapture capture = new MysqlTestCapture(source, "t").begin()) {
      source.execute("INSERT INTO t VALUES (1, 'lost')");
      purge();
      capture.start();

      assertThat(capture.awaitFailure())
          .hasMessageContaining("was purged")
          .hasMessageContaining("run cleanup, then run");
      assertThat(summaries(capture)).isEmpty();
    }
  }
}
