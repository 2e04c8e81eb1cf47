package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.Phase;
import dev.crossover.platforms.local.Programs;
import dev.crossover.targets.spanner.SpannerAdmin;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.journal.SpannerJournal;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills {@code crossover run} with everything it has started, in each phase, and runs it again. */
class KilledRunIT {
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private static final String TABLES =
      """
      CREATE TABLE album (id int PRIMARY KEY, title varchar(100) NOT NULL);
      CREATE TABLE track (id int PRIMARY KEY, album int NOT NULL, name varchar(100),
        FOREIGN KEY (album) REFERENCES album (id));
      INSERT INTO album WITH RECURSIVE s (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s
        WHERE n < 1000) SELECT n, concat('album ', n) FROM s;
      INSERT INTO track SELECT 40 * (a.id - 1) + b.id, a.id, concat('track ', b.id)
        FROM album a, album b WHERE b.id <= 40;
      """;

  /** Each phase, and each source while rows are on their way into the target. */
  private static final Map<MovedSource, List<Phase>> KILLED_IN =
      Map.of(
          MovedSource.POSTGRESQL, List.of(Phase.PLANNED, Phase.APPLYING),
          MovedSource.MYSQL, List.of(Phase.BULK_LOADING, Phase.APPLYING));

  @TempDir private Path folder;
  private String database;

  @ParameterizedTest
  @EnumSource(names = {"POSTGRESQL", "MYSQL"})
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the whole group: launcher, capture, jobs and their supervisors",
      moment =
          "phases PLANNED, BULK_LOADING and APPLYING; the application writes while all are dead",
      outcome = "`run` goes on; `verify` passes, `cutover` and `cleanup` succeed",
      rowsLost = Fault.RowsLost.NONE)
  void goesOnWhereItWasKilled(MovedSource kind) throws Exception {
    try (MovedSource.Opened source = kind.open(TABLES)) {
      database = "killed-run-" + kind.words("postgresql", "mysql");
      TestEnvironment crossover = new TestEnvironment(folder, source, database);

      int written = 0;
      for (Phase phase : KILLED_IN.get(kind)) {
        Process run = start();
        awaitPhase(run, phase);
        killAll(run);
        written++;
        source.execute(
            "INSERT INTO track VALUES (%d, 1, 'while killed');\nDELETE FROM track WHERE id = %d;\n"
                    .formatted(100_000 + written, written)
                + "UPDATE album SET title = 'changed %1$d' WHERE id = %1$d".formatted(written));
      }
      Process last = start();
      assertThat(last.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(last.exitValue()).as(log()).isZero();

      TestEnvironment.Answered verified = crossover.run("verify");
      assertThat(verified.exitCode()).as(verified.text()).isZero();
      assertThat(verified.json().at("/tables/1/sourceRows").asLong()).isEqualTo(40_000);
      assertThat(crossover.run("cutover", "--execute").exitCode()).isZero();
      assertThat(crossover.run("cleanup").exitCode()).isZero();
    }
  }

  private Process start() throws IOException {
    List<String> command =
        Programs.find().launcher(List.of("run", "--env", "test", "--tfvars", folder.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("run.log").toFile()))
        .start();
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("run.log"));
  }

  private void awaitPhase(Process run, Phase wanted) throws Exception {
    try (SpannerDatabase target =
        SpannerDatabase.open(
            "test-project", "test-instance", database, Optional.of(TestSpanner.emulatorHost()))) {
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

  /** The launcher, its jobs and the capture, with no chance to say goodbye. */
  private void killAll(Process run) throws IOException {
    run.destroyForcibly();
    run.onExit().join();
    List<ProcessHandle> killed = new ArrayList<>();
    Path processes = folder.resolve("work/processes");
    if (!Files.isDirectory(processes)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(processes, "*.pid")) {
      for (Path file : files) {
        String[] idsAndStarts = Files.readString(file).strip().split(" ", -1);
        for (int i = 0; i < idsAndStarts.length; i += 2) {
          ProcessHandle.of(Long.parseLong(idsAndStarts[i])).ifPresent(killed::add);
        }
      }
    }
    killed.forEach(ProcessHandle::destroyForcibly);
    killed.forEach(process -> process.onExit().join());
  }
}
