package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.platforms.local.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cutover whose process ends inside the fence. */
class KilledCutoverIT {
  private static final long PATIENCE_SECONDS = 90;
  private static final String CHANGE = "UPDATE album SET title = concat(title, '.') WHERE id = 2";

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title varchar(1000) NOT NULL);
      INSERT INTO album WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s
        WHERE n < 50) SELECT n, concat('album ', n) FROM s;
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MYSQL"})
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the launcher, on a real database",
      moment = "the drain of a cutover",
      outcome =
          "the fence watch un-fences and the application writes again; the next cutover succeeds",
      sourceClosed = Fault.LEASE,
      rowsLost = Fault.RowsLost.NONE)
  void givesTheSourceBackAndSucceedsLater(MovedSource kind) throws Exception {
    try (MovedSource.Opened source = kind.open(TABLES)) {
      Application application = new Application(source);
      TestEnvironment crossover =
          new TestEnvironment(folder, source, "killed-cutover-" + kind.words("postgresql", "mysql"))
              .with("cutover", "drain_timeout_seconds", 250);
      answer(crossover, "run");
      answer(crossover, "verify");

      // The drain waits for this transaction, so the cutover stays inside the fence.
      try (Connection writer = source.connect();
          Statement statement = writer.createStatement()) {
        writer.setAutoCommit(false);
        statement.execute("UPDATE album SET title = 'unfinished' WHERE id = 1");

        Process killed = startCutover(source);
        assertThatThrownBy(() -> application.write(CHANGE))
            .hasMessageContaining(kind.words("not permitted", "locked"));
        killed.destroyForcibly().waitFor();
        awaitFence(source, false, killed);
        application.write(CHANGE);

        Process terminated = startCutover(source);
        terminated.destroy();
        assertThat(terminated.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(isFenced(source)).isFalse();
        application.write(CHANGE);

        writer.rollback();
        writer.setAutoCommit(true);
      }
      answer(crossover, "verify");
      assertThat(answer(crossover, "cutover", "--execute").json().at("/phase").asText())
          .isEqualTo("SWITCHED");
      answer(crossover, "cleanup");
    }
  }

  private static Answered answer(TestEnvironment crossover, String... words) {
    Answered answered = crossover.run(words);
    assertThat(answered.exitCode()).as(answered.text()).isZero();
    return answered;
  }

  private Process startCutover(MovedSource.Opened source) throws IOException {
    Process process =
        new ProcessBuilder(
                Programs.find()
                    .launcher(
                        List.of(
                            "cutover",
                            "--execute",
                            "--env",
                            "test",
                            "--tfvars",
                            folder.toString())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("cutover.log").toFile())
            .start();
    awaitFence(source, true, process);
    return process;
  }

  private void awaitFence(MovedSource.Opened source, boolean up, Process cutover)
      throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (isFenced(source) != up) {
      String log = Files.readString(folder.resolve("cutover.log"));
      assertThat(up == cutover.isAlive()).as(log).isTrue();
      assertThat(System.nanoTime()).as(log).isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }

  private static boolean isFenced(MovedSource.Opened source) {
    return !source
            .texts(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = 'crossover' AND table_name = 'fence'")
            .isEmpty()
        && !source.texts("SELECT epoch FROM crossover.fence WHERE record IS NOT NULL").isEmpty();
  }
}
