package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.faults.Fault;
import dev.crossover.sources.postgresql.TestSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No change is lost, whatever ends the capture and whenever. */
class CaptureRecoveryIT {
  private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY, name text)";

  @TempDir Path work;

  private static SortedSet<Integer> ids(TestCapture capture) {
    return capture.records("public_t").stream()
        .map(record -> (Integer) TestCapture.payload(record).get("id"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void emitsInCommitOrderAndKeepsALongTransactionWhole() throws SQLException {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t");
        Connection connection = source.database().connect();
        Statement slow = connection.createStatement()) {
      capture.stream().start();
      connection.setAutoCommit(false);
      slow.execute("INSERT INTO t VALUES (1, 'slow')");
      source.execute("INSERT INTO t VALUES (2, 'quick')");
      Position beforeCommit = capture.drain().emitted().orElseThrow().whole();
      assertThat(ids(capture)).containsExactly(2);

      capture.cancel();
      capture.stream().start();
      slow.execute("INSERT INTO t VALUES (3, 'slow')");
      connection.commit();
      ChangeStream.Status status = capture.drain();

      assertThat(capture.records("public_t").stream().map(TestCapture::summary))
          .containsExactly("INSERT 1", "INSERT 2", "INSERT 3");
      // The first change of the slow transaction is older than what was emitted before it came.
      assertThat(TestCapture.lsn(capture.records("public_t").get(0))).isLessThan(beforeCommit);
      assertThat(status.lastChange().orElseThrow().whole()).isGreaterThan(beforeCommit);
      assertThat(status.lastChange().orElseThrow().whole())
          .isLessThan(status.emitted().orElseThrow().whole());
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the replication slot is dropped, or dropped and made again",
      moment = "the stream starts",
      outcome = "refused, as changes are missing")
  void refusesToGoOnWithoutItsSlot() {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      capture.drain();
      capture.cancel();
      dropSlot(capture);
      assertThatThrownBy(capture.stream()::start)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("replication slot " + capture.names().slot() + " is gone");

      capture.query(
          "SELECT pg_create_logical_replication_slot('"
              + capture.names().slot()
              + "', 'pgoutput')::text");
      assertThatThrownBy(capture.stream()::start)
          .hasMessageContaining("it was dropped and made again, or moved");
    }
  }

  private static void dropSlot(TestCapture capture) {
    capture.query("SELECT pg_drop_replication_slot('" + capture.names().slot() + "')::text");
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "PostgreSQL removed the log that the slot needs",
      moment = "the stream starts",
      outcome = "refused, as changes are missing")
  void refusesToGoOnWhenTheLogIsLost() {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      capture.drain();
      capture.cancel();
      source.execute("ALTER SYSTEM SET max_slot_wal_keep_size = '1MB'");
      try {
        source.execute("SELECT pg_reload_conf()");
        for (int segment = 0; segment < 3; segment++) {
          source.execute("INSERT INTO t VALUES (" + segment + ", 'x')");
          source.execute("SELECT pg_switch_wal()");
        }
        source.execute("CHECKPOINT");
        assertThatThrownBy(capture.stream()::start).hasMessageContaining("has lost its log");
      } finally {
        source.execute("ALTER SYSTEM RESET max_slot_wal_keep_size");
        source.execute("SELECT pg_reload_conf()");
      }
    }
  }

  @Test
  void refusesNamesThatSomebodyElseHas() {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.query(
          "SELECT pg_create_logical_replication_slot('"
              + capture.names().slot()
              + "', 'pgoutput')::text");
      assertThatThrownBy(capture.stream()::start)
          .hasMessageContaining("the source has a replication slot")
          .hasMessageContaining("pg_drop_replication_slot");
      assertThat(capture.stream().status().state()).isEqualTo(ChangeStream.State.ABSENT);
      capture.stream().remove();
      dropSlot(capture);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.LOST_STATE,
      fault = "the work directory is lost, on a real database",
      moment = "the stream starts, then `cleanup --abandon`",
      outcome = "refused, then removed with its slot")
  void removesItsOwnSlotAlthoughItsFilesAreLost() throws IOException {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      capture.drain();
      capture.cancel();
      Files.delete(work.resolve("stream.json"));
      source.execute("INSERT INTO t VALUES (1, 'captured by nobody')");

      assertThatThrownBy(capture.stream()::start)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("of which the work directory knows nothing")
          .hasMessageContaining("crossover cleanup --abandon");
      capture.stream().remove();

      capture.stream().start();
      source.execute("INSERT INTO t VALUES (2, 'captured')");
      capture.drain();
      assertThat(ids(capture)).containsExactly(2);
    }
  }

  @Test
  void waitsABoundedTimeForWritersAndLeavesNoSlotBehind() throws SQLException {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t");
        Connection connection = source.database().connect();
        Statement writer = connection.createStatement()) {
      connection.setAutoCommit(false);
      writer.execute("INSERT INTO t VALUES (1, 'open')");
      assertThatThrownBy(capture.stream()::start)
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("waits 1 s for transactions that write to end")
          .hasMessageContaining("(user postgres, crossover)");
      assertThat(
              capture.query(
                  "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '"
                      + capture.names().slot()
                      + "'"))
          .isEqualTo("0");

      connection.commit();
      capture.stream().start();
      source.execute("INSERT INTO t VALUES (2, 'x')");
      capture.drain();
      assertThat(ids(capture)).containsExactly(2);
    }
  }

  @Test
  void leavesNothingBehindWhenItIsRemoved() {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      assertThatThrownBy(capture.stream()::remove).hasMessageContaining("still runs");
      capture.cancel();
      capture.stream().remove();
      capture.stream().remove();
      assertThat(
              capture.query(
                  "SELECT (SELECT count(*) FROM pg_publication) + (SELECT count(*) FROM"
                      + " pg_namespace WHERE nspname = 'crossover') + (SELECT count(*) FROM"
                      + " pg_replication_slots WHERE slot_name = '"
                      + capture.names().slot()
                      + "')"))
          .isEqualTo("0");
      assertThat(capture.stream().status().state()).isEqualTo(ChangeStream.State.ABSENT);
    }
  }
}
