package dev.crossover.sources.postgresql.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.platforms.local.ChildProcess;
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

  private static void awaitEvents(TestCapture capture, ChildProcess child, long events) {
    long deadline = System.nanoTime() + Duration.ofMinutes(4).toNanos();
    while (capture.stream().status().events() < events) {
      assertThat(child.running()).as("the capture runs; " + child.ending()).isTrue();
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
