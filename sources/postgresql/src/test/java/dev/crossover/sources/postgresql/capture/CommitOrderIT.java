package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.Tables;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.sources.postgresql.TestSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL logs the heap tuple of an INSERT before it checks the unique indexes, one after the
 * other. An INSERT that waits in the check of one of them can become valid by a DELETE of the same
 * key that is logged after it, and commits before it.
 */
class CommitOrderIT {
  /** The indexes on {@code a} and {@code b} are older than the primary key's: checked first. */
  private static final String TABLE =
      "CREATE TABLE t (id bigint NOT NULL, a bigint UNIQUE, b bigint UNIQUE);"
          + "ALTER TABLE t ADD PRIMARY KEY (id); INSERT INTO t VALUES (1, 1, 1)";

  private static final TargetSchema SCHEMA =
      new TargetSchema(
          List.of(
              Tables.table(
                  "public.t",
                  "t",
                  0,
                  "id",
                  Tables.column("id", "int8", Tables.INTEGER),
                  Tables.column("a", "int8", Tables.INTEGER),
                  Tables.column("b", "int8", Tables.INTEGER))));

  private static final String LATE_INSERT = "INSERT INTO t VALUES (1, 5, 6)";
  private static final Map<String, Object> LATE_ROW = Map.of("id", 1L, "a", 5L, "b", 6L);

  @TempDir Path work;

  @Test
  void anInsertThatIsLoggedBeforeADeleteOfItsKeyAndCommitsAfterItLeavesItsRow() throws Exception {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t");
        Session deleting = new Session(source)) {
      capture.stream().start();
      deleting.execute("INSERT INTO t VALUES (2, 5, 20)");
      CompletableFuture<Void> inserted = start(source, LATE_INSERT);
      awaitBlocked(capture);
      deleting.execute("DELETE FROM t");
      deleting.connection().commit();
      inserted.get(1, TimeUnit.MINUTES);
      capture.drain();

      assertThat(capture.records("public_t"))
          .extracting(TestCapture::summary)
          .containsSubsequence("INSERT 1", "DELETE 1");
      assertThat(applied(capture)).containsExactly(LATE_ROW);
    }
  }

  @Test
  void theFirstTransactionAfterARestartStandsAfterAllThatCommittedBefore() throws Exception {
    try (TestSource source = TestSource.create(TABLE);
        TestCapture capture = new TestCapture(source, work, "public.t");
        Session holding = new Session(source);
        Session deleting = new Session(source)) {
      capture.stream().start();
      holding.execute("INSERT INTO t VALUES (3, 30, 6)");
      deleting.execute("INSERT INTO t VALUES (2, 5, 20)");
      CompletableFuture<Void> inserted = start(source, LATE_INSERT);
      awaitBlocked(capture);
      deleting.execute("DELETE FROM t");
      deleting.connection().commit();
      capture.drain();
      capture.cancel();
      holding.connection().rollback();
      inserted.get(1, TimeUnit.MINUTES);
      capture.stream().start();
      capture.drain();

      assertThat(applied(capture)).containsExactly(LATE_ROW);
    }
  }

  /** A transaction that is left open between its statements. */
  private record Session(Connection connection) implements AutoCloseable {
    Session(TestSource source) throws SQLException {
      this(source.database().connect());
      connection.setAutoCommit(false);
    }

    void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private static CompletableFuture<Void> start(TestSource source, String sql) {
    return CompletableFuture.runAsync(() -> source.execute(sql));
  }

  private static void awaitBlocked(TestCapture capture) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String blocked =
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while (capture.query(blocked).equals("0")) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  /** What live apply leaves of the changes, the last one of the last file first. */
  private static Collection<Map<String, Object>> applied(TestCapture capture) {
    InMemoryTarget target = new InMemoryTarget(SCHEMA);
    ApplyBatch batch =
        new ApplyBatch(target, SCHEMA, (value, type) -> value.toString(), CommitLimits.DEFAULT);
    List<ChangeRecord> changes = new ArrayList<>(capture.changes("public_t"));
    Collections.reverse(changes);
    for (ChangeRecord change : changes) {
      String file = ((ChangeRecord.Change) change).event().file();
      batch.apply(List.of(new ChangeFile(file, List.of(change))));
    }
    return target.rows("t");
  }
}
