package dev.crossover.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.changes.TestChanges;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.Phases;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.sources.postgresql.schema.PostgresqlCatalogue;
import dev.crossover.sources.postgresql.schema.PostgresqlSentinel;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.apply.ShadowTable;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.ledger.SpannerFileLedger;
import dev.crossover.targets.spanner.ledger.SpannerPartitionLedger;
import dev.crossover.targets.spanner.schema.SentinelTable;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.InstantCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the jobs count as dead letters, by the name that the alert of the stacks is on: it is said
 * here as a text, as in the alert's own test.
 */
class DeadLetterCountersIT {
  private static final String PREFIX = JobArguments.SHADOW_TABLE_PREFIX;

  @TempDir private Path work;

  @Test
  void theBulkJobCountsRowsThatTheTargetCannotHold() throws Exception {
    String rows =
        "CREATE TABLE event (id int PRIMARY KEY, at timestamptz);"
            + "INSERT INTO event SELECT i, now() FROM generate_series(1, 30) i;"
            + "UPDATE event SET at = 'infinity' WHERE id IN (7, 8, 25)";
    try (TestSource source = TestSource.create(rows);
        SpannerDatabase target = TestSpanner.create(SpannerPartitionLedger.ddl())) {
      Phases.move(new SpannerTarget(target, true, PREFIX), Phase.BULK_LOADING);
      SchemaPlan plan =
          new SpannerSchemaPlanner()
              .plan(
                  new PostgresqlCatalogue(source.database()).read(List.of("public"), List.of()),
                  new SchemaOptions(
                      List.of("public"), List.of(), Indexes.BEFORE_LOAD, Mapping.NONE))
              .orThrow();
      new SpannerSchemaApplier(target).apply(plan.scripts().beforeLoad());
      new JobArguments(work, target).write(plan.target());
      BulkLoadOptions options =
          PipelineOptionsFactory.fromArgs(new JobArguments(work, target).bulkLoad(source, 10))
              .as(BulkLoadOptions.class);

      try (OpenBulkLoad open = OpenBulkLoad.of(BulkLoadOptions.parameters(options))) {
        assertThat(counted(BulkLoadJob.pipeline(options, open.load().plan(10))))
            .containsExactly(Map.entry("dev.crossover.pipelines.LoadPartitions:dead_letters", 3L));
      }
    }
  }

  @Test
  void theLiveJobCountsChangesThatTheTargetCannotHold() throws Exception {
    TargetSchema schema = new TargetSchema(List.of(SentinelTable.of(PostgresqlSentinel.table())));
    List<String> ddl = new ArrayList<>();
    ddl.add(
        "CREATE TABLE crossover_sentinel (id INT64 NOT NULL, token STRING(MAX), written_at"
            + " TIMESTAMP) PRIMARY KEY (id)");
    ddl.addAll(ShadowTable.ddl(schema, PREFIX));
    ddl.addAll(SpannerFileLedger.DDL);
    new DirectoryBucket(work.resolve("bucket"))
        .write("changes/crossover_sentinel/2026/01/01/10/00/a.avro", changes());
    try (SpannerDatabase target = TestSpanner.create(ddl)) {
      Phases.move(new SpannerTarget(target, true, PREFIX), Phase.APPLYING);
      new JobArguments(work, target).write(schema);
      Pipeline pipeline =
          Pipeline.create(
              PipelineOptionsFactory.fromArgs(
                      JobArguments.here(
                          new JobArguments(work, target).applyChanges().toArguments()))
                  .as(ApplyChangesOptions.class));
      pipeline
          .apply(
              Create.of(KV.of(0, Instant.now()))
                  .withCoder(KvCoder.of(VarIntCoder.of(), InstantCoder.of())))
          .apply(ParDo.of(new ApplyShard()));

      assertThat(counted(pipeline))
          .containsExactly(Map.entry("dev.crossover.pipelines.ApplyShard:dead_letters", 2L));
    }
  }

  /** All counters of a run, by namespace and name. */
  private static Map<String, Long> counted(Pipeline pipeline) {
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Map<String, Long> counters = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(
            counter ->
                counters.merge(
                    counter.getName().getNamespace() + ":" + counter.getName().getName(),
                    counter.getAttempted(),
                    Long::sum));
    return counters;
  }

  private static byte[] changes() {
    TestChanges changes = JobArguments.sentinel();
    changes.change("INSERT", 1_001, Map.of("id", 1L, "token", "held"));
    changes.change("INSERT", 1_002, Map.of("id", 2L, "token", "t", "written_at", "infinity"));
    changes.change("INSERT", 1_003, Map.of("id", 3L, "token", "t", "written_at", "no time"));
    return changes.toBytes();
  }
}
