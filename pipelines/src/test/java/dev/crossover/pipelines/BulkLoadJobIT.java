package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.TableProgress;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.target.Phases;
import dev.crossover.engine.verify.Verdict;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.sources.postgresql.verify.PostgresqlComparedSource;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.ledger.SpannerPartitionLedger;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import dev.crossover.targets.spanner.verify.SpannerComparedTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BulkLoadJobIT {
  private static final long DEADLINE_SECONDS = 120;
  private static final Path LOG = Path.of("target", "bulk-load-job.log");

  private static final String MANY_ROWS =
      "CREATE TABLE measurement (device uuid, taken timestamptz, value float8,"
          + " PRIMARY KEY (device, taken));"
          + "INSERT INTO measurement SELECT md5((i % 97)::text)::uuid,"
          + " timestamptz '2026-01-01' + i * interval '1 second', i / 7.0"
          + " FROM generate_series(1, 20000) i";

  @TempDir Path work;

  @Test
  void loadsADatabaseAndGoesOnWhereItWasKilled() throws Exception {
    try (TestSource source = TestSource.create(chinook() + MANY_ROWS);
        SpannerDatabase target = TestSpanner.create(SpannerPartitionLedger.ddl())) {
      Phases.move(new SpannerTarget(target, true, "shadow_"), Phase.BULK_LOADING);
      SchemaPlan plan = plan(source);
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
      new JobArguments(work, target).write(plan.target());
      PartitionLedger ledger = new SpannerTarget(target, true, "shadow_").partitionLedger();

      Process killed = start(source, target);
      await(killed, () -> partitionsDone(ledger, plan) >= 1);
      killed.destroyForcibly().waitFor();
      assertThat(ledger.isComplete(plan.target())).isFalse();
      long done = partitionsDone(ledger, plan);

      assertThat(BulkLoadJob.exitCode(arguments(source, target))).isZero();
      assertThat(ledger.isComplete(plan.target())).isTrue();
      assertThat(partitionsDone(ledger, plan)).isGreaterThan(done);
      assertThat(ledger.progress(plan.target()))
          .filteredOn(table -> table.table().name().matches("track|measurement|playlist_track"))
          .extracting(
              table -> table.table().name(),
              TableProgress::rows,
              TableProgress::partitions,
              TableProgress::deadLetters)
          .containsExactlyInAnyOrder(
              tuple("measurement", 20_000L, 10L, 0L),
              tuple("track", 3_503L, 2L, 0L),
              tuple("playlist_track", 8_715L, 5L, 0L));
      assertThat(verify(source, target, plan).reason()).isEmpty();
      assertThat(verify(source, target, plan).verdict()).isEqualTo(Verdict.PASS);

      source.execute("UPDATE artist SET name = 'changed after the load'");
      assertThat(BulkLoadJob.exitCode(arguments(source, target))).isZero();
      assertThat(changedArtists(target)).as("nothing is loaded twice").isZero();
    }
  }

  @Test
  void isWrittenDownForDataflowWhateverIsLeftToLoad() throws Exception {
    try (TestSource source =
            TestSource.create("CREATE TABLE a (id int PRIMARY KEY); INSERT INTO a VALUES (1)");
        SpannerDatabase target = TestSpanner.create(SpannerPartitionLedger.ddl())) {
      Phases.move(new SpannerTarget(target, true, "shadow_"), Phase.BULK_LOADING);
      SchemaPlan plan = plan(source);
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
      new JobArguments(work, target).write(plan.target());
      PartitionLedger ledger = new SpannerTarget(target, true, "shadow_").partitionLedger();
      Files.createFile(work.resolve("nothing.jar"));
      Path graph = work.resolve("job_object");
      String[] launch =
          JobArguments.template(
              new JobArguments(work, target).bulkLoadParameters(source, 2_000).toArguments(),
              graph);

      assertThat(BulkLoadJob.exitCode(launch)).isZero();
      assertThat(Files.readString(graph)).contains("Load level 0");
      assertThat(ledger.isComplete(plan.target())).isFalse();

      assertThat(BulkLoadJob.exitCode(arguments(source, target))).isZero();
      assertThat(ledger.isComplete(plan.target())).isTrue();
      Files.delete(graph);
      assertThat(BulkLoadJob.exitCode(launch)).isZero();
      assertThat(Files.readString(graph)).contains("Nothing is left to load");
    }
  }

  @Test
  void endsWithOneLineThatSaysWhy() throws Exception {
    try (TestSource source = TestSource.create("CREATE TABLE a (id int PRIMARY KEY)");
        SpannerDatabase target = TestSpanner.create(List.of())) {
      SchemaPlan plan = plan(source);
      new JobArguments(work, target).write(plan.target());

      assertThat(exitCode(start(source, target))).isEqualTo(31);
      List<String> lines = Files.readAllLines(LOG);
      assertThat(lines.get(lines.size() - 1))
          .contains("event=bulk_failed error=\"cannot read the journal");
    }
  }

  private static String chinook() throws IOException {
    String script = Files.readString(Path.of("..", "samples", "chinook", "chinook-postgresql.sql"));
    String connect = "\\c chinook;";
    return script.substring(script.indexOf(connect) + connect.length());
  }

  private static SchemaPlan plan(TestSource source) {
    return new SpannerSchemaPlanner()
        .plan(
            new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
            new SchemaOptions(List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE))
        .orThrow();
  }

  private static VerificationReport verify(
      TestSource source, SpannerDatabase target, SchemaPlan plan) {
    return new Verifier(
            new PostgresqlComparedSource(source.database()),
            new SpannerComparedTarget(target.client(), "crossover_shadow_"),
            plan.target(),
            VerificationOptions.defaults(),
            Optional.empty(),
            Clock.systemUTC())
        .verifyAll(VerificationProgress.none());
  }

  private String[] arguments(TestSource source, SpannerDatabase target) throws IOException {
    return new JobArguments(work, target).bulkLoad(source, 2_000);
  }

  private Process start(TestSource source, SpannerDatabase target) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                BulkLoadJob.class.getName()));
    command.addAll(List.of(arguments(source, target)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
        .start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as("ends in time").isTrue();
    return process.exitValue();
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Process process, Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!condition.holds()) {
      assertThat(process.isAlive()).as("the job runs; see %s", LOG).isTrue();
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
  }

  private static long partitionsDone(PartitionLedger ledger, SchemaPlan plan) {
    return ledger.progress(plan.target()).stream().mapToLong(TableProgress::partitionsDone).sum();
  }

  private static long changedArtists(SpannerDatabase target) {
    try (ResultSet row =
        target
            .client()
            .singleUse()
            .executeQuery(
                Statement.of(
                    "SELECT COUNT(*) FROM artist WHERE name = 'changed after the load'"))) {
      row.next();
      return row.getLong(0);
    }
  }
}
