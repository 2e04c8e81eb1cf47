package dev.crossover.sources.mysql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.sources.mysql.MariadbServer;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server of the test's own, because it is stopped, killed and robbed of its log. */
class BinlogFaultsIT {
  @TempDir private static Path folder;
  private static MariadbServer server;

  private MysqlTestSource source;

  /** Goes faster than time, so that what is done after seconds of silence is done soon. */
  private static final class HurriedClock extends Clock {
    private static final int TIMES = 20;

    private final Instant start = Instant.now();

    @Override
    public Instant instant() {
      return start.plusNanos(TIMES * Duration.between(start, Instant.now()).toNanos());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  @BeforeAll
  static void startServer() {
    server = MariadbServer.start(folder);
  }

  @AfterAll
  static void endServer() {
    server.close();
  }

  @BeforeEach
  void open() {
    source =
        MysqlTestSource.create(
            server.port(), "CREATE TABLE t (id int PRIMARY KEY, name varchar(20))");
  }

  @AfterEach
  void close() {
    source.close();
  }

  private MysqlTestCapture capture() {
    return new MysqlTestCapture(source, new HurriedClock(), "t");
  }

  @ParameterizedTest
  @EnumSource
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "MariaDB is stopped or killed, later started",
      moment = "capture",
      outcome = "capture ends, and goes on where it was when it is started again",
      rowsLost = Fault.RowsLost.NONE)
  void goesOnAfterItsServerWasStartedAgain(MariadbServer.End end) {
    try (MysqlTestCapture capture = capture().begin().start()) {
      source.execute("INSERT INTO t VALUES (1, 'one')");
      capture.drain();
      source.execute("INSERT INTO t VALUES (2, 'at the end')");
      server.end(end);
      try {
        assertThat(capture.awaitFailure()).isInstanceOf(SourceException.class);
      } finally {
        server.start();
      }
      source.execute("INSERT INTO t VALUES (3, 'before the capture')");
      capture.start();
      source.execute("INSERT INTO t VALUES (4, 'behind it')");
      capture.drain();

      assertThat(
              capture.records("t").stream()
                  .map(each -> MysqlTestCapture.position(each) + MysqlTestCapture.summary(each))
                  .distinct()
                  .map(each -> each.substring(each.indexOf("INSERT"))))
          .containsExactly("INSERT 1", "INSERT 2", "INSERT 3", "INSERT 4");
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the server ends the session that it sends its log to, and says nothing",
      moment = "capture",
      outcome = "capture notices by its heartbeat and ends, and goes on when it is started again",
      rowsLost = Fault.RowsLost.NONE)
  void noticesThatTheServerSendsItsLogNoMore() {
    try (MysqlTestCapture capture = capture().begin().start()) {
      source.execute("INSERT INTO t VALUES (1, 'one')");
      capture.drain();
      new MysqlQuery(source.database(), "readers")
          .list(
              "SELECT id FROM information_schema.processlist WHERE command LIKE 'Binlog Dump%'",
              row -> row.getLong(1))
          .forEach(reader -> source.execute("KILL CONNECTION " + reader));

      assertThat(capture.awaitFailure()).isInstanceOf(SourceException.class);

      source.execute("INSERT INTO t VALUES (2, 'two')");
      capture.start();
      capture.drain();
      assertThat(capture.records("t").stream().map(MysqlTestCapture::summary))
          .containsExactly("INSERT 1", "INSERT 2");
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the server's binary log is begun anew, and grows beyond the stream's place",
      moment = "capture is down",
      outcome = "capture refuses to go on and names the way out",
      rowsLost = Fault.RowsLost.NONE)
  void refusesALogThatWasBegunAnewHoweverLongItHasBecome() {
    source.execute("RESET MASTER");
    try (MysqlTestCapture capture = capture().begin()) {
      source.execute("INSERT INTO t VALUES (1, 'lost')");
      Position place = capture.state().safe().orElseThrow();
      source.execute("RESET MASTER");
      int id = 2;
      while (new MysqlLog(source.database()).end().whole().compareTo(place) <= 0) {
        source.execute("INSERT INTO t VALUES (%d, 'after it')".formatted(id++));
      }
      capture.start();

      assertThat(capture.awaitFailure())
          .hasMessageContaining("it was reset")
          .hasMessageContaining("run cleanup, then run");
      assertThat(capture.records("t")).isEmpty();
    }
  }

  @Test
  void refusesALogThatEndsBeforeTheStreamsPlace() {
    try (MysqlTestCapture capture = capture().begin()) {
      Position place = capture.state().safe().orElseThrow();
      Position later = new Position(place.major(), place.minor() + 1_000_000);
      source.execute("FLUSH BINARY LOGS");

      assertThatThrownBy(() -> capture.setup().requireIntact(later))
          .hasMessageContaining("the server lost its end in a crash")
          .hasMessageContaining("run cleanup, then run");
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "another server answers at the source's address",
      moment = "capture is down",
      outcome = "capture refuses to go on and names the way out",
      rowsLost = Fault.RowsLost.NONE)
  void refusesAnotherServerAtTheSameAddress() {
    try (MysqlTestCapture capture = capture().begin()) {
      source.execute("SET GLOBAL server_id = 77");
      capture.start();

      assertThat(capture.awaitFailure())
          .hasMessageContaining("another server answers at this address, 77 ")
          .hasMessageContaining("run cleanup, then run");
    } finally {
      source.execute("SET GLOBAL server_id = 1");
    }
  }
}
