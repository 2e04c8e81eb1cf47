package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.capture.ChangeStream.State;
import dev.crossover.engine.changes.ChangeRecord.Change;
import dev.crossover.engine.faults.BreakableServer;
import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.Programs;
import dev.crossover.platforms.local.SupervisedJob;
import dev.crossover.sources.postgresql.log.LsnText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The capture of each source as a process that is asked to end, cannot write or has no server. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(names = {"POSTGRESQL", "MYSQL"})
class InterruptedCaptureIT {
  private static final String TABLE = "CREATE TABLE t (id int PRIMARY KEY)";
  private static final Duration GRACE = Duration.ofSeconds(30);

  @Parameter private MovedSource kind;
  @TempDir private Path work;

  private static List<Integer> ids(CaptureUnderTest capture) {
    return capture.changes().stream()
        .map(record -> ((Number) ((Change) record).event().values().get("id")).intValue())
        .toList();
  }

  @Test
  void endsCleanlyWhenSignalled() {
    try (MovedSource.Opened source = kind.open(TABLE);
        CaptureUnderTest capture = new CaptureUnderTest(source, work)) {
      capture.stream().start();
      ChildProcess child = new ChildProcess(work, "capture");
      child.ensureRunning(capture.command(), Map.of());
      source.execute("INSERT INTO t VALUES (1)");
      capture.drain();
      child.stop(GRACE);

      assertThat(capture.stream().status().state()).isEqualTo(State.STOPPED);
      assertThat(ids(capture)).containsExactly(1);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full, on a real database",
      moment = "capture writes a change file, without effect",
      outcome =
          "nothing that is in no file is confirmed to the source; started again it has every"
              + " change",
      rowsLost = Fault.RowsLost.NONE)
  void confirmsNothingThatIsInNoFile() {
    failsToWriteAndRecovers(FailingBucket.When.BEFORE_EFFECT);
  }

  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "a write to the bucket fails, on a real database",
      moment = "capture writes a change file, with effect",
      outcome = "the change is written twice, never lost",
      rowsLost = Fault.RowsLost.NONE)
  void repeatsWhatWasWrittenButNotConfirmed() {
    failsToWriteAndRecovers(FailingBucket.When.AFTER_EFFECT);
  }

  private void failsToWriteAndRecovers(FailingBucket.When when) {
    try (MovedSource.Opened source = kind.open(TABLE);
        CaptureUnderTest capture = new CaptureUnderTest(source, work)) {
      capture.stream().start();
      ChildProcess child = new ChildProcess(work, "capture");
      child.ensureRunning(capture.command("-D" + CaptureUnderTest.FAILS + "=" + when), Map.of());
      capture.drain();
      source.execute("INSERT INTO t VALUES (1)");
      Rows.await(() -> !child.running(), () -> "the capture goes on");
      ChangeStream.Status failed = capture.stream().status();
      assertThat(failed.state()).isEqualTo(State.FAILED);
      assertThat(failed.error().orElseThrow()).contains("cannot write changes/");
      assertThat(failed.events()).isZero();
      requireUnconfirmed(source, failed);

      capture.stream().start();
      child.ensureRunning(capture.command(), Map.of());
      capture.drain();
      child.stop(GRACE);
      assertThat(ids(capture))
          .isEqualTo(when == FailingBucket.When.AFTER_EFFECT ? List.of(1, 1) : List.of(1));
      assertThat(capture.stream().status().events()).isEqualTo(1);
    }
  }

  /** Only PostgreSQL is told how far it was read; MySQL's reader keeps that for itself. */
  private void requireUnconfirmed(MovedSource.Opened source, ChangeStream.Status failed) {
    if (kind == MovedSource.POSTGRESQL) {
      String confirmed =
          source
              .texts(
                  "SELECT confirmed_flush_lsn::text FROM pg_replication_slots"
                      + " WHERE slot_name = 'slot_%s'".formatted(source.name()))
              .get(0);
      assertThat(LsnText.INSTANCE.parse(confirmed))
          .isLessThanOrEqualTo(failed.emitted().orElseThrow().whole());
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "the source's server crashes, and is later started",
      moment = "capture",
      outcome = "its supervisor starts it again; the changes of both times are captured",
      rowsLost = Fault.RowsLost.NONE)
  void goesOnByItselfAfterTheSourceWasRestarted(@TempDir Path data) {
    try (BreakableServer server = kind.server(data);
        MovedSource.Opened source = kind.open(server, TABLE);
        CaptureUnderTest capture = new CaptureUnderTest(source, work)) {
      SupervisedJob job = new SupervisedJob(work, "capture", Programs.find(), capture.command());
      ChangeStream stream = capture.stream(job);
      try {
        stream.start();
        source.execute("INSERT INTO t VALUES (1)");
        await(stream, status -> status.events() == 1);
        server.stop();
        await(stream, status -> status.state() == State.FAILED && status.error().isPresent());
        server.start();
        source.execute("INSERT INTO t VALUES (2)");
        await(stream, status -> status.events() == 2 && status.state() == State.RUNNING);
        assertThat(stream.status().error().orElse("")).startsWith("started again ");
        assertThat(ids(capture)).containsOnly(1, 2);
      } finally {
        job.cancel();
      }
    }
  }

  private static void await(ChangeStream stream, Predicate<ChangeStream.Status> condition) {
    Rows.await(() -> condition.test(stream.status()), () -> "last seen: " + stream.status());
  }
}
