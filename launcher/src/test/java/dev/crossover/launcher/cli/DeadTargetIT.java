package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.Programs;
import dev.crossover.platforms.local.SpannerEmulatorProcess;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.SpannerAdmin;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.journal.SpannerJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the target under a run that waits for it. */
class DeadTargetIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(4);
  private static final String DATABASE = "dead-target";

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title text NOT NULL);
      ALTER TABLE album REPLICA IDENTITY FULL;
      INSERT INTO album SELECT n, 'album ' || n FROM generate_series(1, 40000) n;
      """;

  @TempDir private Path folder;

  @Test
  @Fault(
      kind = Fault.Kind.TARGET,
      fault = "kill -9 of the target",
      moment = "phase BULK_LOADING",
      outcome =
          "`run` says so and ends, with exit code 32 where the journal is asked first, else 31")
  void aRunSaysThatTheTargetIsDeadAndEnds() throws Exception {
    SpannerEmulatorProcess emulator =
        SpannerEmulatorProcess.start(folder.resolve("own-emulator.log"));
    try (TestSource source = TestSource.create(TABLES)) {
      source.execute(
          "CREATE ROLE %1$s LOGIN PASSWORD 'x'; GRANT ALL ON ALL TABLES IN SCHEMA public TO %1$s"
              .formatted(TestEnvironment.role(source)));
      new TestEnvironment(folder, source, DATABASE, "postgres", emulator.host());
      Process run = start();
      awaitPhase(run, emulator.host(), Phase.BULK_LOADING);

      emulator.close();

      assertThat(run.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).as(log()).isTrue();
      assertThat(run.exitValue())
          .as(log())
          .isIn(ExitCode.TARGET_ERROR.number(), ExitCode.JOURNAL_ERROR.number());
      assertThat(log()).contains("Spanner has not answered for");
    } finally {
      emulator.close();
      // The supervisor first, or it starts the capture again.
      for (String process : List.of("bulk-load", "capture" + ChildProcess.SUPERVISOR, "capture")) {
        new ChildProcess(folder.resolve("work"), process).stop(Duration.ofSeconds(5));
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Programs.find()
                .launcher(List.of("run", "--env", "test", "--tfvars", folder.toString())))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("run.log").toFile())
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("run.log"));
  }

  private void awaitPhase(Process run, String host, Phase wanted) throws Exception {
    try (SpannerDatabase target =
        SpannerDatabase.open("test-project", "test-instance", DATABASE, Optional.of(host))) {
      SpannerAdmin place = new SpannerAdmin(target, true);
      await(run, () -> place.hasTable(SpannerJournal.TABLE));
      SpannerJournal journal = new SpannerJournal(target.client(), "test", Clock.systemUTC());
      await(run, () -> journal.read().phase() == wanted);
    }
  }

  private void await(Process run, BooleanSupplier condition) throws Exception {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(run.isAlive() && System.nanoTime() < deadline).as(log()).isTrue();
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
