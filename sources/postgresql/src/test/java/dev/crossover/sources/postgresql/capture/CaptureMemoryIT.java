package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.faults.Fault;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.Programs;
import dev.crossover.platforms.local.SupervisedJob;
import dev.crossover.sources.postgresql.TestSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in memory is bounded by bytes, however long rows and transactions are. */
class CaptureMemoryIT {
  /** Far less than the rows of a test have together. */
  private static final String HEAP = "-Xmx" + System.getProperty("test.heap", "256m");

  private static final int ROWS = Integer.getInteger("test.rows", 600);
  private static final int MEGABYTE = 1_000_000;

  @TempDir Path work;

  @Test
  void takesATransactionThatIsLargerThanItsMemory() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY, body text)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      capture.cancel();
      source.execute(
          "INSERT INTO t SELECT i, repeat('x', %d) FROM generate_series(1, %d) i"
              .formatted(MEGABYTE, ROWS));
      ChildProcess child = new ChildProcess(work, "capture");
      List<String> command = new ArrayList<>(CaptureProgram.command(source, work));
      command.add(1, HEAP);
      child.ensureRunning(command, Map.of());
      awaitEvents(capture, child, ROWS);
      child.stop(Duration.ofSeconds(30));

      assertThat(capture.bytes("public_t")).isGreaterThan((long) ROWS * MEGABYTE);
      assertThat(capture.stream().status().state()).isEqualTo(ChangeStream.State.STOPPED);
    }
  }

  @Test
  @Fault(
      kind = Fault.Kind.SOURCE,
      fault = "a single row that is larger than the heap of the capture",
      moment = "phase READY",
      outcome =
          "the capture ends and is started again with twice the heap, up to half of the machine's"
              + " memory; the row and those after it are captured",
      rowsLost = Fault.RowsLost.NONE)
  void takesARowThatIsTooLargeForItsHeapWithALargerOne() {
    try (TestSource source = TestSource.create("CREATE TABLE t (id int PRIMARY KEY, body text)");
        TestCapture capture = new TestCapture(source, work, "public.t")) {
      capture.stream().start();
      capture.cancel();
      source.execute("INSERT INTO t VALUES (1, repeat('x', %d))".formatted(40 * MEGABYTE));
      source.execute("INSERT INTO t VALUES (2, 'small')");
      List<String> command = new ArrayList<>(CaptureProgram.command(source, work));
      command.add(1, "-Xmx96m");
      SupervisedJob job = new SupervisedJob(work, "capture", new Programs(work), command);
      job.start();
      try {
        long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (capture.stream().status().events() < 2) {
          assertThat(job.status().state().goesOn()).as(job.status().toString()).isTrue();
          assertThat(System.nanoTime()).isLessThan(deadline);
          Thread.onSpinWait();
        }
      } finally {
        job.cancel();
      }

      assertThat(work.resolve("logs").resolve("capture-supervisor.log"))
          .content()
          .contains("event=job_heap mebibytes=192 before=96");
    }
  }

  private static void awaitEvents(TestCapture capture, ChildProcess child, long events) {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (capture.stream().status().events() < events) {
      assertThat(child.running()).as("the capture runs; " + child.ending()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
