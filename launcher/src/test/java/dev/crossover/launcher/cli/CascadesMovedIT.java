package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.HeldLauncher.Place;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.targets.spanner.TestSpanner;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rows that foreign keys change without a line in the log are moved all the same, or refused. */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CascadesMovedIT {
  private static final Place COPY = new Place("dev.crossover.engine.repair.RowRepair", "repair");

  private static final String TABLES =
      """
      CREATE TABLE block (id int PRIMARY KEY);
      CREATE TABLE owner (id int PRIMARY KEY);
      CREATE TABLE flat (id int PRIMARY KEY, block int NOT NULL, owner int NOT NULL,
        number int UNIQUE,
        FOREIGN KEY (block) REFERENCES block (id) ON DELETE CASCADE,
        FOREIGN KEY (owner) REFERENCES owner (id));
      CREATE TABLE tenant (id int PRIMARY KEY, flat int,
        FOREIGN KEY (flat) REFERENCES flat (id) ON DELETE SET NULL);
      CREATE TABLE pass (id int PRIMARY KEY);
      CREATE TABLE badge (id int PRIMARY KEY, name varchar(20),
        FOREIGN KEY (id) REFERENCES pass (id) ON UPDATE CASCADE);
      CREATE TABLE visit (id int PRIMARY KEY, badge int,
        FOREIGN KEY (badge) REFERENCES badge (id) ON UPDATE CASCADE);
      INSERT INTO block VALUES (0);
      INSERT INTO owner VALUES (0);
      INSERT INTO flat VALUES (0, 0, 0, 7);
      INSERT INTO tenant VALUES (0, 0);
      INSERT INTO pass VALUES (100000);
      INSERT INTO badge VALUES (100000, 'first');
      INSERT INTO visit VALUES (1, 100000);
      """;

  @TempDir private Path folder;

  /** An application whose every transaction changes rows by foreign keys, until it is refused. */
  private static final class Cascading implements AutoCloseable {
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Application application;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile int done;
    private Thread thread = new Thread(() -> {});

    Cascading(Application application) {
      this.application = application;
    }

    /** Takes the one value again that a row had which is gone, and the owner that it needed. */
    void change() throws SQLException {
      int n = done + 1;
      application.writeOnceOpen(
          """
          DELETE FROM block WHERE id = %1$d; DELETE FROM owner WHERE id = %1$d;
          INSERT INTO block VALUES (%2$d); INSERT INTO owner VALUES (%2$d);
          INSERT INTO flat VALUES (%2$d, %2$d, %2$d, 7);
          INSERT INTO tenant VALUES (%2$d, %2$d);
          UPDATE pass SET id = id + 1;
          INSERT INTO visit SELECT %2$d + 1, id FROM badge;
          UPDATE badge SET name = 'after %2$d'\
          """
              .formatted(n - 1, n));
      done = n;
    }

    void start() {
      ended.set(false);
      thread =
          new Thread(
              () -> {
                try {
                  while (!ended.get()) {
                    change();
                    LockSupport.parkNanos(PAUSE);
                  }
                } catch (SQLException refused) {
                  ended.set(true);
                }
              },
              "cascading");
      thread.setDaemon(true);
      thread.start();
    }

    void stop() throws InterruptedException {
      ended.set(true);
      thread.join();
    }

    @Override
    public void close() throws InterruptedException {
      stop();
    }
  }

  private static Answered answer(int expected, TestEnvironment crossover, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isEqualTo(expected);
    return answered;
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher, as a real process, while foreign keys change rows unlogged",
      moment = "between two tables whose rows a cutover copies again",
      outcome =
          "the fence watch un-fences and the application writes again; the next cutover copies"
              + " what differs then",
      sourceClosed = Fault.LEASE,
      rowsLost = Fault.RowsLost.NONE)
  void refusesTheForeignKeysOrMovesWhatTheyChangeAlsoAfterAKillInTheMiddle() throws Exception {
    try (MovedSource.Opened source = MovedSource.MYSQL.open(TABLES);
        Cascading cascading = new Cascading(new Application(source))) {
      TestEnvironment crossover = new TestEnvironment(folder, source, "cascades-" + source.name());
      assertThat(answer(10, crossover, "run").text())
          .contains("unlogged-cascades", source.name() + ".flat", source.name() + ".badge")
          .contains("set source.unlogged_cascades to recopy");

      crossover.with("source", "unlogged_cascades", "recopy");
      cascading.start();
      answer(0, crossover, "run");
      cascading.stop();
      cascading.change();
      Answered open = answer(12, crossover, "verify");
      assertThat(open.json().at("/verdict").asText()).isEqualTo("INCOMPLETE");
      assertThat(open.json().at("/mismatches").asInt()).isZero();
      assertThat(open.text()).contains("the cutover copies them again inside its fence");

      try (HeldLauncher cutover = HeldLauncher.start(folder, "cutover", "--execute")) {
        cutover.keepBusyAt(COPY);
        cutover.keepBusyAt(COPY);
      }
      cascading.change();
      cascading.start();
      answer(12, crossover, "verify");
      Answered done = answer(0, crossover, "cutover", "--execute");
      assertThat(done.json().at("/phase").asText()).isEqualTo("SWITCHED");
      assertThat(done.json().at("/verdict").asText()).isEqualTo("PASS");
      for (String table : new String[] {"flat", "tenant", "badge", "visit"}) {
        assertThat(done.json().at("/copiedAgain").get(source.name() + "." + table).asLong())
            .as(table)
            .isPositive();
      }
      requireEqual(new BothSides(source, crossover.database(), TestSpanner.emulatorHost()));
      answer(0, crossover, "cleanup");
    }
  }

  private static void requireEqual(BothSides sides) {
    Map<String, Integer> rows = new TreeMap<>();
    rows.put("block", sides.assertEqual("block", "id"));
    rows.put("owner", sides.assertEqual("owner", "id"));
    rows.put("flat", sides.assertEqual("flat", "id", "block", "owner", "number"));
    rows.put("pass", sides.assertEqual("pass", "id"));
    rows.put("badge", sides.assertEqual("badge", "id", "name"));
    assertThat(rows.values()).containsOnly(1);
    assertThat(sides.assertEqual("tenant", "id", "flat"))
        .isEqualTo(sides.assertEqual("visit", "id", "badge"))
        .isGreaterThan(5);
  }
}
