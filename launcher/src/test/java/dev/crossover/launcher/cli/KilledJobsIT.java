package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.TestEnvironment.Answered;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.FaultySpanner;
import dev.crossover.targets.spanner.TestSpanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills bulk load and live job as they commit, while the application writes without a pause. */
class KilledJobsIT {
  private static final String DATABASE = "killed-jobs";
  private static final String BULK = "bulk-load";
  private static final String LIVE = "apply-changes";
  private static final int ROWS = 3000;
  private static final int KILLS = 4;

  /** How far live apply is behind is not what is asserted here. */
  private static final int PATIENT = 300;

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
      CREATE TABLE track (id int PRIMARY KEY, album int NOT NULL REFERENCES album, name text);
      ALTER TABLE album REPLICA IDENTITY FULL;
      ALTER TABLE track REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 200) n;
      INSERT INTO track SELECT n, 1 + n % 200, 'track ' || n FROM generate_series(1, 3000) n;
      """;

  @TempDir private Path folder;
  private TestEnvironment crossover;

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the bulk load alone, as a real process",
      moment = "a commit of rows has taken effect, its answer is under way; the application writes",
      outcome = "`run` says so and ends; the next one loads what is missing",
      rowsLost = Fault.RowsLost.NONE)
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the live job alone, as a real process, four times",
      moment =
          "a commit has taken effect, its answer is under way; the application writes 200 rows a"
              + " second",
      outcome = "its supervisor starts it again; `verify` passes and `cutover` succeeds",
      rowsLost = Fault.RowsLost.NONE)
  void everyAcknowledgedRowArrives() throws Exception {
    try (TestSource source = TestSource.create(TABLES);
        FaultySpanner target = FaultySpanner.before(TestSpanner.emulatorHost())) {
      Application application = new Application(source);
      crossover =
          new TestEnvironment(folder, source, DATABASE, "postgres", target.host())
              .with("cutover", "max_lag_seconds", PATIENT);
      int written;
      try (Writer writer = new Writer(application, ROWS + 1)) {
        killBulkLoad(target);
        Answered ready = crossover.run("run");
        assertThat(ready.exitCode()).as(ready.text()).isZero();
        for (int kill = 0; kill < KILLS; kill++) {
          killLiveJob(target);
        }
        written = writer.end();
      }
      assertThat(written).isGreaterThan(200);
      assertThat(crossover.run("run").exitCode()).isZero();
      assertThat(crossover.run("verify").exitCode()).isZero();
      Answered cutover = crossover.run("cutover", "--execute");
      assertThat(cutover.exitCode()).as(cutover.text()).isZero();
      BothSides sides = new BothSides(source, DATABASE, TestSpanner.emulatorHost());
      assertThat(sides.assertEqual("album", "id", "title")).isEqualTo(200);
      assertThat(sides.assertEqual("track", "id", "album", "name")).isEqualTo(ROWS + written);
      assertThat(crossover.run("cleanup").exitCode()).isZero();
    }
  }

  private void killBulkLoad(FaultySpanner target) throws Exception {
    CountDownLatch killed = target.afterCommitTo("track", () -> kill(BULK));
    Answered failed = crossover.run("run");
    assertThat(killed.await(60, TimeUnit.SECONDS)).as(failed.text()).isTrue();
    assertThat(failed.exitCode()).as(failed.text()).isEqualTo(33);
    assertThat(failed.text()).contains("was killed");
  }

  private void killLiveJob(FaultySpanner target) throws Exception {
    CountDownLatch killed = target.afterCommitTo("track", () -> kill(LIVE));
    assertThat(killed.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private void kill(String job) {
    try {
      crossover.kill(job);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
