package dev.crossover.sources.mysql.capture;

import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.Settings.Schema.Indexes;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.FileTally;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.bulk.BulkLoad;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.SchemaOptions;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.Phases;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.verify.VerificationOptions;
import dev.crossover.engine.verify.VerificationProgress;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.engine.verify.Verifier;
import dev.crossover.sources.mysql.MysqlTestSource;
import dev.crossover.sources.mysql.rows.MysqlRows;
import dev.crossover.sources.mysql.rows.MysqlText;
import dev.crossover.sources.mysql.schema.MysqlCatalogue;
import dev.crossover.sources.mysql.verify.MysqlComparedSource;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.schema.SpannerSchemaPlanner;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database and its target, with both ways that a row takes: bulk load, and stream and apply. */
final class BothPaths implements AutoCloseable {
  private static final CommitLimits LIMITS = new CommitLimits(2_000, 1_000_000);

  private final SchemaPlan plan;
  private final SpannerDatabase spanner;
  private final Target target;
  private final MysqlTestSource source;
  private final MysqlTestCapture capture;
  private final DeadLetters deadLetters =
      new DeadLetters(new InMemoryBucket(), "dead-letters", Clock.systemUTC());

  /** Plans the target, makes it, and begins the stream; the source may hold rows already. */
  BothPaths(MysqlTestSource source, Mapping mapping) {
    this.source = source;
    this.plan = plan(source, mapping).orThrow();
    this.spanner = TestSpanner.create(List.of());
    this.target = new SpannerTarget(spanner, true, "shadow_");
    target.administration().ownTables().make(plan.target());
    new SpannerSchemaApplier(spanner).apply(plan.scripts().beforeLoad());
    Phases.move(target, Phase.BULK_LOADING);
    String[] tables =
        plan.source().tables().stream()
            .map(SourceTable::name)
            .map(n -> n.name())
            .toArray(String[]::new);
    this.capture = new MysqlTestCapture(source, tables).begin();
  }

  static SchemaPlan plan(MysqlTestSource source, Mapping mapping) {
    List<String> schemas = List.of(source.name());
    return new SpannerSchemaPlanner()
        .plan(
            new MysqlCatalogue(source.database()).read(schemas, List.of()),
            new SchemaOptions(schemas, List.of(), Indexes.BEFORE_LOAD, mapping));
  }

  SchemaPlan plan() {
    return plan;
  }

  TargetTable table(String name) {
    return plan.target().tables().stream()
        .filter(table -> table.source().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Loads what the tables hold. */
  void bulk(int partitionRows) {
    BulkLoad load =
        new BulkLoad(new MysqlRows(source.database()), target, plan.target(), deadLetters, LIMITS);
    load.plan(partitionRows)
        .values()
        .forEach(level -> level.forEach(part -> load.load(part.table(), part.number())));
  }

  List<DeadLetter> bulkDeadLetters() {
    return deadLetters.open();
  }

  /** Applies all that was written since the stream began; gives what could not be applied. */
  List<FileTally.Failure> follow() {
    capture.start();
    capture.drain();
    capture.stop();
    List<ChangeFile> files = new ArrayList<>();
    for (TargetTable table : plan.target().movedTables()) {
      files.addAll(capture.files(table.source().name()));
    }
    return new ApplyBatch(target, plan.target(), new MysqlText(), LIMITS)
        .apply(files).values().stream().flatMap(tally -> tally.failures().stream()).toList();
  }

  /** The first column of a query's rows in the target. */
  List<String> strings(String sql) {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = spanner.client().singleUse().executeQuery(Statement.of(sql))) {
      while (rows.next()) {
        values.add(rows.isNull(0) ? null : rows.getString(0));
      }
    }
    return values;
  }

  VerificationReport verify() {
    return new Verifier(
            new MysqlComparedSource(source.database()),
            target.compared(),
            plan.target(),
            new VerificationOptions(1_000, 1, Duration.ofSeconds(1), 1_000, false),
            Optional.empty(),
            Clock.systemUTC())
        .verifyAll(VerificationProgress.none());
  }

  @Override
  public void close() {
    capture.close();
    target.close();
  }
}
