package dev.crossover.engine.verify;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.AppliedKeys;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares source and target value by value and says PASS, MISMATCH or INCOMPLETE.
 *
 * <p>With {@link LiveChanges} a difference may be a change on its way, and is judged again until it
 * is explained or definitive. Without, the caller knows that nothing is on its way (live apply has
 * not started, or the source is fenced and caught up), and every difference is definitive.
 *
 * <p>Whatever could not be read or compared makes its table INCOMPLETE; so does a whole migration
 * in which not one row was compared, because an empty target and an empty source look the same as
 * two wrong addresses. A table whose rows are all equal passes only if both sides also count
 * equally many ({@link SettledCounts}). One verification runs at a time.
 */
public final class Verifier {
  private final ComparedSource source;
  private final ComparedTarget target;
  private final TargetSchema schema;
  private final VerificationOptions options;
  private final Optional<LiveChanges> live;
  private final Clock clock;

  /**
   * @param live empty if nothing is on its way from source to target
   */
  public Verifier(
      ComparedSource source,
      ComparedTarget target,
      TargetSchema schema,
      VerificationOptions options,
      Optional<LiveChanges> live,
      Clock clock) {
    this.source = source;
    this.target = target;
    this.schema = schema;
    this.options = options;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Compares every row of every moved table.
   *
   * @throws TargetException if the target cannot be read at all
   */
  public VerificationReport verifyAll(VerificationProgress progress) {
    VerificationRun run = run(VerificationReport.Scope.ALL, live, progress);
    for (TargetTable table : schema.movedTables()) {
      run.table(table, true, opened -> compareAll(opened, progress));
    }
    return run.report();
  }

  private void compareAll(VerificationRun.Table opened, VerificationProgress progress) {
    progress.started(opened.name(), opened.comparison().estimatedRows());
    opened.comparison().compareAll(options.chunkRows(), opened);
  }

  /**
   * Compares the rows whose keys were applied at or after a time of the target: {@link
   * VerificationReport#since} of the last clean verification, and the number of all rows. Every
   * difference is definitive, so the source must be fenced and all its changes applied. A table
   * whose rows change without a line in the source's log is compared as a whole.
   *
   * <p>The sentinel table belongs to it, so that there is a row to compare when the application
   * wrote nothing.
   *
   * @throws TargetException if the target cannot be read at all
   */
  public VerificationReport verifyChanged(Instant since, VerificationProgress progress) {
    VerificationRun run = run(VerificationReport.Scope.CHANGED, Optional.empty(), progress);
    List<TargetTable> moved = schema.movedTables();
    for (TargetTable table : schema.tables()) {
      run.table(
          table,
          moved.contains(table),
          opened -> {
            if (table.unlogged().occur()) {
              compareAll(opened, progress);
            } else {
              compareSince(since, opened, progress);
            }
          });
    }
    return run.report();
  }

  private static void compareSince(
      Instant since, VerificationRun.Table opened, VerificationProgress progress) {
    AppliedKeys applied = opened.comparison().applied();
    progress.started(opened.name(), applied.countSince(since));
    applied.since(
        since,
        opened.comparison().keysTogether(),
        keys -> opened.comparison().compareKeys(keys, opened));
  }

  /** The tables that are compared as a whole whatever has changed, as {@code schema.table}. */
  public Set<String> comparedAsAWhole() {
    return schema.tables().stream()
        .filter(table -> table.unlogged().occur())
        .map(table -> table.source().toString())
        .collect(Collectors.toSet());
  }

  private VerificationRun run(
      VerificationReport.Scope scope,
      Optional<LiveChanges> unsettled,
      VerificationProgress progress) {
    return new VerificationRun(
        new VerificationRun.Parts(source, target, options, unsettled, clock), scope, progress);
  }

  /**
   * Counts the keys that were applied at or after a time of the target, and measures with a sample
   * how fast they can be compared.
   *
   * @throws CrossoverException if a table or its record of applied keys cannot be read
   */
  public ChangedKeys changedSince(Instant since) {
    Map<String, Long> perTable = new LinkedHashMap<>();
    long sampled = 0;
    long nanos = 0;
    for (TargetTable table : schema.tables()) {
      TableComparison comparison =
          new TableComparison(source, target, ComparedTable.of(table, source));
      perTable.put(table.source().toString(), comparison.applied().countSince(since));
      long before = System.nanoTime();
      List<ComparedKey> keys = comparison.applied().sample(since, comparison.keysTogether());
      comparison.source(keys);
      comparison.target(keys);
      nanos += keys.isEmpty() ? 0 : System.nanoTime() - before;
      sampled += keys.size();
    }
    return new ChangedKeys(perTable, sampled == 0 ? 0 : sampled * 1e9 / nanos);
  }
}
