package dev.crossover.engine.verify;

import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has been found of one table so far. */
final class TableTally {
  private final ComparedTable compared;
  private final VerificationOptions options;
  private final Clock clock;
  private final Instant startedAt;
  private final List<Mismatch> details = new ArrayList<>();
  private final Set<String> gaps = new LinkedHashSet<>();
  private Optional<Instant> finishedAt = Optional.empty();
  private long sourceRows;
  private long targetRows;
  private long keys;
  private long mismatches;
  private long rechecked;
  private long unlogged;
  private boolean countsDiffer;

  TableTally(
      ComparedTable compared, ComparedTarget target, VerificationOptions options, Clock clock) {
    this.compared = compared;
    this.options = options;
    this.clock = clock;
    this.startedAt = clock.instant();
    if (!compared.skipped().isEmpty()) {
      gap(
          "columns whose comparison is not defined: "
              + compared.skippedNames(target)
              + "; give them a text type or the default type in the mapping file");
    }
  }

  String name() {
    return compared.table().source().toString();
  }

  /** Counts a key and the rows it has on either side. */
  void looked(boolean onSource, int onTarget) {
    keys++;
    sourceRows += onSource ? 1 : 0;
    targetRows += onTarget;
  }

  long keys() {
    return keys;
  }

  /** Something of the table was not compared. */
  void gap(String reason) {
    gaps.add(reason);
  }

  void rechecked(long candidates) {
    rechecked += candidates;
  }

  /** Counts the mismatch of one key, whose target rows may be several. */
  void differs(Optional<EncodedRow> source, List<EncodedRow> target) {
    if (target.isEmpty()) {
      source.ifPresent(row -> add(Mismatch.Kind.MISSING_ON_TARGET, row.key(), List.of()));
    }
    int extras = source.isPresent() ? 1 : 0;
    target.stream()
        .skip(extras)
        .forEach(row -> add(Mismatch.Kind.EXTRA_ON_TARGET, row.key(), List.of()));
    if (source.isPresent() && !target.isEmpty() && !source.get().sameAs(target.get(0))) {
      add(Mismatch.Kind.DIFFERS, source.get().key(), differences(source.get(), target.get(0)));
    }
  }

  /** Counts a difference that stands until the cutover copies the row again. */
  void unlogged() {
    unlogged++;
  }

  private void add(Mismatch.Kind kind, ComparedKey key, List<ColumnDifference> columns) {
    mismatches++;
    if (details.size() < options.detailsPerTable()) {
      details.add(new Mismatch(kind, key.literals(), columns));
    }
  }

  private List<ColumnDifference> differences(EncodedRow source, EncodedRow target) {
    return source.differences(target).stream()
        .map(
            column ->
                new ColumnDifference(
                    compared.targetNames().get(column),
                    shown(column, source.value(column)),
                    shown(column, target.value(column))))
        .toList();
  }

  private String shown(int column, byte[] value) {
    return options.showValues() && !SecretColumns.isSecret(compared.targetNames().get(column))
        ? CanonicalEncoding.readable(CanonicalEncoding.brief(value))
        : CanonicalEncoding.fingerprint(value);
  }

  /** Whether nothing has been found that keeps the table from passing. */
  boolean isClean() {
    return mismatches == 0 && unlogged == 0 && gaps.isEmpty();
  }

  ComparedTable compared() {
    return compared;
  }

  /** Takes the numbers of rows that both sides counted by themselves. */
  void counted(long source, long target) {
    sourceRows = source;
    targetRows = target;
    countsDiffer = source != target;
  }

  void finished() {
    finishedAt = Optional.of(clock.instant());
  }

  TableVerification report() {
    return new TableVerification(
        name(),
        compared.table().name(),
        verdict(),
        reason(),
        sourceRows,
        targetRows,
        keys,
        mismatches,
        leavesOnlyUnlogged() ? unlogged : 0,
        rechecked,
        startedAt,
        finishedAt.orElse(startedAt),
        details);
  }

  private Verdict verdict() {
    if (mismatches > 0 || countsDiffer) {
      return Verdict.MISMATCH;
    }
    return gaps.isEmpty() && unlogged == 0 ? Verdict.PASS : Verdict.INCOMPLETE;
  }

  private boolean leavesOnlyUnlogged() {
    return mismatches == 0 && !countsDiffer && gaps.isEmpty();
  }

  private String reason() {
    List<String> reasons = new ArrayList<>();
    if (mismatches > 0) {
      reasons.add(mismatches + (mismatches == 1 ? " row differs" : " rows differ"));
    }
    if (countsDiffer) {
      reasons.add(
          "the source counts %d rows and the target %d, though no row of a key differs"
              .formatted(sourceRows, targetRows));
    }
    if (unlogged > 0) {
      reasons.add(
          "%d rows differ as changes by foreign keys explain that the source's log does not have; the cutover copies them again inside its fence, and compares them then"
              .formatted(unlogged));
    }
    reasons.addAll(gaps);
    return String.join("; ", reasons);
  }
}
