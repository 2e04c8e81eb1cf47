package dev.crossover.launcher.plan;

import dev.crossover.contract.Settings;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.source.TableSizes;
import dev.crossover.launcher.progress.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells what a migration will do, from the catalogue alone; changes nothing. */
public final class PlanMigration {
  /** What an emulator on two cores does; the real service does more. */
  private static final long BULK_ROWS_PER_SECOND_AND_WORKER = 8_000;

  private static final long VERIFIED_ROWS_PER_SECOND = 40_000;

  private final Supplier<SchemaPlan> planner;
  private final TableSizes sizes;
  private final Changes changes;
  private final Settings settings;

  /**
   * What the source's log of changes allows.
   *
   * @param datastreamLimits what Datastream cannot tell of the source's changes
   * @param retention whether the log is kept for long enough, if the bulk load takes so long
   */
  public record Changes(
      List<String> datastreamLimits, Function<Supplier<Duration>, Check> retention) {}

  public PlanMigration(
      Supplier<SchemaPlan> planner, TableSizes sizes, Changes changes, Settings settings) {
    this.planner = planner;
    this.sizes = sizes;
    this.changes = changes;
    this.settings = settings;
  }

  /** How long the bulk load takes, estimated. */
  public Duration bulkTime() {
    Map<TableName, TableSizes.Size> known = sizes.of(settings.source().schemas());
    return bulkTime(
        planner.get().target().movedTables().stream()
            .mapToLong(table -> table(table, known).rows())
            .sum());
  }

  private Duration bulkTime(long rows) {
    return Duration.ofSeconds(rows / (BULK_ROWS_PER_SECOND_AND_WORKER * settings.bulk().workers()));
  }

  public PlanReport look() {
    SchemaPlan plan = planner.get();
    Map<TableName, TableSizes.Size> known = sizes.of(settings.source().schemas());
    List<PlanReport.Table> tables =
        plan.target().movedTables().stream().map(table -> table(table, known)).toList();
    long rows = tables.stream().mapToLong(PlanReport.Table::rows).sum();
    int workers = settings.bulk().workers();
    Duration bulk = bulkTime(rows);
    List<Finding> kept = changes.retention().apply(() -> bulk).look();
    return new PlanReport(
        tables,
        rows,
        tables.stream().mapToLong(PlanReport.Table::bytes).sum(),
        bulk.toSeconds(),
        rows / VERIFIED_ROWS_PER_SECOND,
        "%,d rows/s for each of %d workers, %,d rows/s verified; row counts are the source's own"
                .formatted(BULK_ROWS_PER_SECOND_AND_WORKER, workers, VERIFIED_ROWS_PER_SECOND)
            + " statistics (ANALYZE refreshes them)",
        indexes(plan),
        Stream.concat(
                plan.refusals().stream().map(Refusal::message), texts(kept, Finding.Verdict.FAIL))
            .toList(),
        notMoved(plan, known),
        Stream.concat(datastreamLimits(), texts(kept, Finding.Verdict.WARNING)).toList(),
        cutover(plan, tables));
  }

  private Stream<String> datastreamLimits() {
    return settings.platform() == Settings.Platform.GOOGLE_CLOUD
        ? changes.datastreamLimits().stream()
        : Stream.empty();
  }

  private static Stream<String> texts(List<Finding> findings, Finding.Verdict verdict) {
    return findings.stream()
        .filter(finding -> finding.verdict() == verdict)
        .map(finding -> finding.observed() + ": " + finding.hint());
  }

  private PlanReport.Table table(TargetTable table, Map<TableName, TableSizes.Size> known) {
    String name = table.source().toString();
    TableSizes.Size size = known.getOrDefault(table.source(), new TableSizes.Size(0, 0));
    int perPartition = settings.bulk().partitionRows();
    return new PlanReport.Table(
        name,
        table.name(),
        table.level(),
        size.rows(),
        size.bytes(),
        Math.max(1, (size.rows() + perPartition - 1) / perPartition));
  }

  private String indexes(SchemaPlan plan) {
    int later = plan.scripts().afterLoad().statements().size();
    return switch (settings.schema().indexes()) {
      case BEFORE_LOAD ->
          "built with the tables: the bulk load is slower and the target is ready at its end; for"
              + " big tables set schema.indexes to after-load";
      case AFTER_LOAD ->
          "%d built after the bulk load: the load is faster, then Spanner backfills them"
                  .formatted(later)
              + " before live apply starts";
    };
  }

  private static List<String> notMoved(SchemaPlan plan, Map<TableName, TableSizes.Size> sizes) {
    List<String> lines = new ArrayList<>();
    plan.notes().forEach(note -> lines.add(note.subject() + ": " + note.text()));
    plan.source()
        .notMoved()
        .forEach(
            object ->
                lines.add(
                    object.kind()
                        + " "
                        + object.name()
                        + ": "
                        + object.reason()
                        + object.table().map(table -> staysBehind(table, sizes)).orElse("")));
    return lines;
  }

  private static String staysBehind(TableName table, Map<TableName, TableSizes.Size> sizes) {
    return "; " + sizes.getOrDefault(table, new TableSizes.Size(0, 0)).inWords() + " stay behind";
  }

  private List<String> cutover(SchemaPlan plan, List<PlanReport.Table> tables) {
    Settings.Cutover limits = settings.cutover();
    List<String> roles = settings.source().applicationRoles();
    List<String> lines = new ArrayList<>();
    lines.add(
        "shut out the application: "
            + (roles.isEmpty() ? "(no roles set)" : String.join(", ", roles)));
    lines.add("wait up to %d s for open transactions".formatted(limits.drainTimeoutSeconds()));
    lines.add(
        "prove within %d s that every change has arrived"
            .formatted(limits.catchUpTimeoutSeconds()));
    copyAgain(plan, tables).ifPresent(lines::add);
    lines.add(
        "verify, then write the journal, at most %d s after the fence"
            .formatted(limits.maxDowntimeSeconds()));
    lines.add(
        "run %d statements of after-cutover.sql, hand over %d sequences"
            .formatted(plan.scripts().afterCutover().statements().size(), plan.sequences().size()));
    settings.hooks().switchCommand().ifPresent(command -> lines.add("run `" + command + "`"));
    return lines;
  }

  private static Optional<String> copyAgain(SchemaPlan plan, List<PlanReport.Table> tables) {
    Set<String> changing =
        plan.target().movedTables().stream()
            .filter(table -> table.unlogged().occur())
            .map(table -> table.source().toString())
            .collect(Collectors.toCollection(TreeSet::new));
    long rows =
        tables.stream()
            .filter(table -> changing.contains(table.name()))
            .mapToLong(PlanReport.Table::rows)
            .sum();
    return changing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "copy rows of %s again, which foreign keys change without a line in the source's log: all of them, about %,d, are read on both sides once more, about %s of downtime; until then they may differ, and verify leaves them open"
                .formatted(
                    String.join(", ", changing),
                    rows,
                    Durations.text(Duration.ofSeconds(rows / VERIFIED_ROWS_PER_SECOND))));
  }
}
