package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.launcher.real.RealMigration.Answer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who writes to the source while a cutover believes it closed. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(names = {"POSTGRESQL", "MYSQL"})
class RogueWritersIT {
  private static final int ROGUE = 900;
  private static final String ROGUE_ROW =
      "INSERT INTO track (id, album) VALUES (%d, 7)".formatted(ROGUE + 1);

  private static final String POSTGRESQL_WAITS =
      "SELECT pid::text FROM pg_stat_activity JOIN pg_locks USING (pid)"
          + " WHERE relation = 'track'::regclass AND mode = 'RowExclusiveLock'"
          + " AND wait_event = 'PgSleep'";

  private static final String MYSQL_WAITS =
      "SELECT id FROM information_schema.processlist"
          + " WHERE db = database() AND state = 'User sleep'";

  @Parameter private MovedSource kind;

  @TempDir private Path folder;

  private MovedSource.Opened source;
  private Application application;
  private RealMigration migration;

  @BeforeEach
  void begin() {
    source = kind.open(Rows.TABLES);
    application = Application.start(source);
    migration = new RealMigration(folder, source, source.port());
  }

  @AfterEach
  void end() {
    application.close();
    source.close();
  }

  private void requireEqualAndEnd() {
    Rows.requireSwitched(migration);
    application.close();
    Rows.requireEqual(source, migration.target(), application);
    Rows.requireDone(migration.cleanUp(false));
  }

  @ParameterizedTest
  @EnumSource(names = {"DRAIN", "CATCH_UP", "VERIFICATION_IN_FENCE", "LAST_LOOK"})
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a superuser inserts and updates, on a real database",
      moment = "the drain, catch-up, verification and last look of a cutover",
      outcome =
          "carried over, or the cutover is aborted or finds a MISMATCH, is un-fenced, and the next"
              + " one carries it over",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.NONE)
  void whatASuperuserWritesIsCarriedOverOrAbortsTheCutover(Moment moment) {
    moment.approach(migration, Rows::requireDone);
    Answer answer =
        moment.reach(
            migration,
            () ->
                source.execute(
                    "INSERT INTO track (id, album) VALUES (%d, 7);\n".formatted(ROGUE)
                        + "UPDATE album SET title = 'rogue' WHERE id = 7"));

    assertThat(migration.calls.areOver()).isTrue();
    assertThat(answer.exit()).isIn(ExitCode.DONE, ExitCode.ABORTED, ExitCode.MISMATCH);
    if (!answer.done()) {
      assertThat(answer.message()).contains("The source is un-fenced");
      application.awaitWrites();
    }
    requireEqualAndEnd();
    assertThat(Rows.inTheTarget(migration, ROGUE)).containsExactly("7");
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault =
          "a superuser's `COPY`, or `LOAD DATA` in MySQL, his `INSERT … SELECT` and a transaction"
              + " that he has left open, in MySQL one by `XA START` and one by `SELECT … FOR"
              + " UPDATE`, all from before the fence, on a real database",
      moment = "the drain of a cutover",
      outcome =
          "the sessions are ended after `drain_timeout_seconds`, their rows are on neither side",
      rowsLost = Fault.RowsLost.NONE)
  void whateverBeganBeforeTheFenceIsEnded() {
    FutureTask<Void> insert = insertAfter(600);
    List<BegunWrite> begun = new ArrayList<>();
    try {
      Moment.FENCE.approach(migration, Rows::requireDone);
      Answer answer =
          Moment.FENCE.reach(
              migration,
              () -> {
                begun.add(BegunWrite.copy(source, ROGUE));
                begun.addAll(openTransactions());
                begin(insert);
              });

      Rows.requireDone(answer);
      assertThatThrownBy(insert::get).isInstanceOf(ExecutionException.class);
      assertThat(begun)
          .allSatisfy(write -> assertThatThrownBy(write::end).isInstanceOf(SQLException.class));
    } finally {
      begun.forEach(BegunWrite::abort);
    }
    requireEqualAndEnd();
    assertThat(Rows.inTheTarget(migration, ROGUE)).isEmpty();
  }

  private List<BegunWrite> openTransactions() {
    return kind == MovedSource.POSTGRESQL
        ? List.of(BegunWrite.statements(source, List.of("BEGIN", ROGUE_ROW), "COMMIT"))
        : List.of(
            BegunWrite.statements(source, List.of("XA START 'begun'", ROGUE_ROW), "XA END 'begun'"),
            BegunWrite.statements(
                source,
                List.of("START TRANSACTION", "SELECT * FROM album WHERE id = 9 FOR UPDATE"),
                "UPDATE album SET title = 'rogue' WHERE id = 9"));
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault =
          "a prepared transaction; in MySQL also a table that an administrator keeps locked, an"
              + " account that nobody named and that may write, and one that becomes so inside the"
              + " fence after its proof, on a real database",
      moment = "drain, proof, verification and seal of a cutover",
      outcome =
          "the cutover is aborted and says so, the application writes again; the next one succeeds",
      sourceClosed = Fault.UNTIL_SEEN,
      rowsLost = Fault.RowsLost.NONE)
  void whatTheDrainCannotEndAbortsTheCutover() {
    for (Obstacle obstacle : Obstacle.of(kind)) {
      Rows.again(migration::run);
      Rows.again(migration::verify);
      List<BegunWrite> sessions = new ArrayList<>();
      Answer answer = obstacle.moment.reach(migration, () -> sessions.add(obstacle.put(source)));
      sessions.forEach(session -> obstacle.remove(source, session));

      assertThat(sessions).as(obstacle.name()).hasSize(1);
      assertThat(answer.exit()).as(obstacle + ": " + answer).isEqualTo(obstacle.exit);
      assertThat(answer.message())
          .as(obstacle.name())
          .contains(obstacle.says, "The source is un-fenced");
      application.awaitWrites();
    }
    requireEqualAndEnd();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault =
          "a superuser's `INSERT … SELECT` that began before the fence and ends in time, on a real"
              + " database",
      moment = "the drain of a cutover",
      outcome = "waited for, and carried over",
      rowsLost = Fault.RowsLost.NONE)
  void anInsertThatEndsInTheDrainIsCarriedOver() throws Exception {
    FutureTask<Void> insert = insertAfter(1);
    Moment.FENCE.approach(migration, Rows::requireDone);
    Answer answer = Moment.FENCE.reach(migration, () -> begin(insert));

    Rows.requireDone(answer);
    insert.get();
    requireEqualAndEnd();
    assertThat(Rows.inTheTarget(migration, ROGUE)).containsExactly("1");
  }

  /** Inserts one row, after having read for so long. */
  private FutureTask<Void> insertAfter(int seconds) {
    return new FutureTask<>(
        () -> {
          try (Connection session = source.connect();
              Statement statement = session.createStatement()) {
            statement.execute(
                "INSERT INTO track (id, album) SELECT %d, 1 FROM (SELECT %s(%d)) slow"
                    .formatted(ROGUE, kind.words("pg_sleep", "sleep"), seconds));
            return null;
          }
        });
  }

  /** Returns when the statement has begun to read; it has written nothing then. */
  private void begin(FutureTask<Void> insert) {
    Thread thread = new Thread(insert, "insert");
    thread.setDaemon(true);
    thread.start();
    Rows.await(
        () -> !source.texts(kind.words(POSTGRESQL_WAITS, MYSQL_WAITS)).isEmpty(),
        () -> "the statement does not begin");
  }
}
