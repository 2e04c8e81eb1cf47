package dev.crossover.launcher.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeRecord.Change;
import dev.crossover.engine.faults.Fault;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.platforms.local.ChildProcess;
import dev.crossover.platforms.local.Programs;
import dev.crossover.platforms.local.SupervisedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The capture of each source as a process that is killed, or has too little memory. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ParameterizedClass
@EnumSource(names = {"POSTGRESQL", "MYSQL"})
class KilledCaptureIT {
  private static final int KILLS = 3;

  /** More than two files of what the settings of the test let into one. */
  private static final int ROWS_PER_TRANSACTION = 900;

  /** Far less than the rows of a test have together. */
  private static final String HEAP = "-Xmx" + System.getProperty("test.heap", "192m");

  private static final int LARGE_ROWS = Integer.getInteger("test.rows", 400);
  private static final int MEGABYTE = 1_000_000;

  @Parameter private MovedSource kind;
  @TempDir private Path work;

  private MovedSource.Opened table() {
    String text = kind.words("text", "longtext");
    return kind.open("CREATE TABLE t (id int PRIMARY KEY, a %1$s, b %1$s, c %1$s)".formatted(text));
  }

  /** Rows with the keys from a first one to a last one, in one transaction. */
  private static void insert(MovedSource.Opened source, int first, int last, int length) {
    source.execute(
        """
        INSERT INTO t (id, a) WITH RECURSIVE s (n) AS (SELECT %d UNION ALL SELECT n + 1 FROM s
          WHERE n < %d) SELECT n, repeat('x', %d) FROM s
        """
            .formatted(first, last, length));
  }

  @Test
  @Fault(
      kind = Fault.Kind.KILLED,
      fault = "kill -9 of the capture",
      moment = "three times in the middle of a transaction of 900 rows",
      outcome =
          "started again, it has every change; what it has twice has the same place both times",
      rowsLost = Fault.RowsLost.NONE)
  void losesNothingAndGivesEveryChangeOnePlace() throws Exception {
    try (MovedSource.Opened source = table();
        CaptureUnderTest capture = new CaptureUnderTest(source, work)) {
      capture.stream().start();
      ChildProcess child = new ChildProcess(work, "capture");
      int id = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        child.ensureRunning(capture.command(), Map.of());
        insert(source, id + 1, id + 2, 1);
        id += 2;
        capture.drain();
        long files = files();
        insert(source, id + 1, id + ROWS_PER_TRANSACTION, 300);
        id += ROWS_PER_TRANSACTION;
        Rows.await(() -> files() > files, () -> "no file of the transaction comes");
        ProcessHandle.of(child.pid().orElseThrow()).orElseThrow().destroyForcibly();
        child.stop(Duration.ofSeconds(5));
        insert(source, id + 1, id + 2, 1);
        id += 2;
      }
      child.ensureRunning(capture.command(), Map.of());
      capture.drain();
      child.stop(Duration.ofSeconds(30));

      Map<Integer, Set<ChangePosition>> places = new TreeMap<>();
      capture.changes().stream()
          .map(record -> ((Change) record).event())
          .forEach(
              event ->
                  places.computeIfAbsent(id(event), n -> new TreeSet<>()).add(event.position()));
      assertThat(places.keySet())
          .containsExactlyElementsOf(IntStream.rangeClosed(1, id).boxed().toList());
      assertThat(places.values()).allMatch(one -> one.size() == 1);
      assertThat(List.copyOf(places.values()).stream().map(one -> one.iterator().next()))
          .as("in the order in which they were written")
          .isSorted();
      assertThat(capture.stream().status().events()).isEqualTo(id);
    }
  }

  private static int id(ChangeEvent event) {
    return ((Number) event.values().get("id")).intValue();
  }

  private long files() {
    Path bucket = work.resolve("bucket");
    if (!Files.isDirectory(bucket)) {
      return 0;
    }
    try (Stream<Path> all = Files.walk(bucket)) {
      return all.filter(file -> file.toString().contains("_t"))
          .filter(Files::isRegularFile)
          .count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void takesATransactionThatIsLargerThanItsMemory() {
    try (MovedSource.Opened source = table();
        CaptureUnderTest capture = new CaptureUnderTest(source, work)) {
      capture.stream().start();
      insert(source, 1, LARGE_ROWS, MEGABYTE);
      ChildProcess child = new ChildProcess(work, "capture");
      child.ensureRunning(capture.command(HEAP), Map.of());
      capture.awaitEvents(
          LARGE_ROWS,
          () -> assertThat(child.running()).as("the capture runs; " + child.ending()).isTrue());
      child.stop(Duration.ofSeconds(30));

      assertThat(capture.stream().status().error()).isEmpty();
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
    try (MovedSource.Opened source = table();
        CaptureUnderTest capture = new CaptureUnderTest(source, work)) {
      capture.stream().start();
      source.execute(
          "INSERT INTO t VALUES (1, repeat('x', %1$d), repeat('y', %1$d), repeat('z', %1$d))"
              .formatted(15 * MEGABYTE));
      source.execute("INSERT INTO t (id, a) VALUES (2, 'small')");
      SupervisedJob job =
          new SupervisedJob(work, "capture", new Programs(work), capture.command("-Xmx96m"));
      job.start();
      try {
        capture.awaitEvents(
            2,
            () -> assertThat(job.status().state().goesOn()).as(job.status().toString()).isTrue());
      } finally {
        job.cancel();
      }

      assertThat(capture.changes()).hasSize(2);
      assertThat(work.resolve("logs").resolve("capture-supervisor.log"))
          .content()
          .contains("event=job_heap mebibytes=192 before=96");
    }
  }
}
