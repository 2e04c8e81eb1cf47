package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ResultSet;
import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.Phases;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.sources.postgresql.schema.PostgresqlSentinel;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.apply.ShadowTable;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ledger.SpannerFileLedger;
import dev.crossover.targets.spanner.schema.SentinelTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyChangesJobIT {
  private static final String FOLDER = "changes/crossover_sentinel/2026/01/01/10/00/";
  private static final long DEADLINE_SECONDS = 90;

  @TempDir Path work;

  @Test
  void appliesWhatComesAndGoesOnAfterItWasKilled() throws Exception {
    TargetSchema schema = new TargetSchema(List.of(SentinelTable.of(PostgresqlSentinel.table())));
    List<String> ddl = new ArrayList<>();
    ddl.add(
        "CREATE TABLE crossover_sentinel (id INT64 NOT NULL, token STRING(MAX), written_at"
            + " TIMESTAMP) PRIMARY KEY (id)");
    ddl.addAll(ShadowTable.ddl(schema, "crossover_shadow_"));
    ddl.addAll(SpannerFileLedger.DDL);
    DirectoryBucket bucket = new DirectoryBucket(work.resolve("bucket"));

    try (SpannerDatabase target = TestSpanner.create(ddl)) {
      Phases.move(new SpannerTarget(target, true, "shadow_"), Phase.APPLYING);
      JobArguments arguments = new JobArguments(work, target);
      arguments.write(schema);
      ApplyChangesParameters parameters = arguments.applyChanges();
      bucket.write(FOLDER + "a.avro", file(0));
      Process first = start(parameters);
      try {
        awaitRows(target, 10, first);
        for (int number = 1; number < 40; number++) {
          bucket.write(FOLDER + number + ".avro", file(number));
        }
      } finally {
        first.destroyForcibly().waitFor();
      }

      Process second = start(parameters);
      try {
        awaitRows(target, 400, second);
        awaitLedger(target, bucket, second);
        assertThat(second.isAlive()).isTrue();
      } finally {
        second.destroyForcibly().waitFor();
      }
      assertThat(new SpannerTarget(target, true, "shadow_").fileLedger().countsByTable())
          .containsOnly(
              Map.entry("crossover.sentinel", new FileLedger.TableCounts(40, 400, 400, 0, 0, 0)));
    }
  }

  private static byte[] file(int number) {
    TestChanges changes = JobArguments.sentinel();
    for (int row = 0; row < 10; row++) {
      long id = number * 10L + row;
      changes.change("INSERT", 1_000 + id, Map.of("id", id, "token", "t" + id));
    }
    return changes.toBytes();
  }

  private Process start(ApplyChangesParameters parameters) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ApplyChangesJob.class.getName()));
    command.addAll(parameters.toArguments());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(Path.of("target/apply-job.log").toFile()))
        .start();
  }

  private static void awaitRows(SpannerDatabase target, int rows, Process job) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (count(target) < rows) {
      assertThat(job.isAlive()).as("the job runs; see target/apply-job.log").isTrue();
      assertThat(System.nanoTime()).as("rows in time").isLessThan(deadline);
      job.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private static void awaitLedger(SpannerDatabase target, DirectoryBucket bucket, Process job)
      throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!new SpannerTarget(target, true, "shadow_")
        .fileLedger()
        .backlog(bucket.list("changes/"))
        .isEmpty()) {
      assertThat(System.nanoTime()).as("ledger in time").isLessThan(deadline);
      job.waitFor(100, TimeUnit.MILLISECONDS);
    }
  }

  private static int count(SpannerDatabase target) {
    int count = 0;
    try (ResultSet rows =
        target.client().singleUse().read("crossover_sentinel", KeySet.all(), List.of("id"))) {
      while (rows.next()) {
        count++;
      }
    }
    return count;
  }
}
