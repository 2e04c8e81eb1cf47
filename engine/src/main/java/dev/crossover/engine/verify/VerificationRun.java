package dev.crossover.engine.verify;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One verification from its first table to its report. Tables are judged in groups, so that one
 * wait for the change stream serves many small tables.
 */
final class VerificationRun {
  /** The most differences that wait for a verdict, as keys. */
  private static final int WAITING = 2_000;

  /** A group ends with the table that makes it so large; its count holds one moment open. */
  private static final long KEYS_JUDGED_TOGETHER = 1_000_000;

  /**
   * @param live empty if every difference is definitive
   */
  record Parts(
      ComparedSource source,
      ComparedTarget target,
      VerificationOptions options,
      Optional<LiveChanges> live,
      Clock clock) {}

  /** What is done with an opened table. */
  interface TableStep {
    void run(Table table);
  }

  private final Parts parts;
  private final VerificationReport.Scope scope;
  private final VerificationProgress progress;
  private final Instant since;
  private final Instant startedAt;
  private final List<Table> judged = new ArrayList<>();
  private final List<Table> group = new ArrayList<>();
  private Duration counting = Duration.ZERO;

  VerificationRun(Parts parts, VerificationReport.Scope scope, VerificationProgress progress) {
    this.parts = parts;
    this.scope = scope;
    this.progress = progress;
    this.since = parts.target().time();
    this.startedAt = parts.clock().instant();
  }

  /** A table on its way. */
  final class Table implements TableComparison.Listener {
    private final TableTally tally;
    private final boolean counted;
    private final UnloggedDifference unlogged;
    private final TreeSet<ComparedKey> candidates = new TreeSet<>();
    private Optional<TableComparison> comparison = Optional.empty();

    private Table(ComparedTable compared, boolean counted) {
      this.unlogged = new UnloggedDifference(compared);
      // Before the fence such a table may have other rows, though no row is wrong.
      this.counted = counted && !(parts.live().isPresent() && unlogged.isPossible());
      this.tally = new TableTally(compared, parts.target(), parts.options(), parts.clock());
    }

    TableComparison comparison() {
      return comparison.orElseThrow();
    }

    String name() {
      return tally.name();
    }

    @Override
    public void looked(boolean onSource, int onTarget) {
      tally.looked(onSource, onTarget);
    }

    @Override
    public void differs(ComparedKey key, Optional<EncodedRow> left, List<EncodedRow> right) {
      if (parts.live().isEmpty()) {
        tally.differs(left, right);
      } else {
        candidates.add(key);
        // Not only behind a chunk, which may be as large as the table.
        if (candidates() >= WAITING) {
          recheckAll();
        }
      }
    }

    @Override
    public void chunkDone() {
      progress.compared(tally.name(), tally.keys());
    }
  }

  /**
   * Compares a table.
   *
   * @param counted whether both sides must also count equally many rows
   */
  void table(TargetTable moved, boolean counted, TableStep step) {
    ComparedTable compared = ComparedTable.of(moved, parts.source());
    Table table = new Table(compared, counted);
    group.add(table);
    try {
      Optional<String> refusal = compared.refusal(parts.target());
      if (refusal.isPresent()) {
        table.tally.gap(refusal.get());
      } else {
        table.comparison =
            Optional.of(new TableComparison(parts.source(), parts.target(), compared));
        step.run(table);
      }
    } catch (CrossoverException e) {
      requireAnswers();
      table.tally.gap(e.getMessage());
    }
    if (group.stream().mapToLong(each -> each.tally.keys()).sum() >= KEYS_JUDGED_TOGETHER) {
      judgeGroup();
    }
  }

  /** One table's failure is a gap. A side that does not answer at all ends the verification. */
  private void requireAnswers() {
    parts.target().time();
    parts.live().ifPresent(LiveChanges::requireMoving);
  }

  private void judgeGroup() {
    recheckAll();
    countGroup();
    for (Table table : group) {
      table.tally.finished();
      progress.finished(table.tally.report());
    }
    judged.addAll(group);
    group.clear();
  }

  private void countGroup() {
    List<SettledCounts.Wanted> wanted =
        group.stream()
            .filter(table -> table.counted && table.tally.isClean())
            .map(this::wanted)
            .toList();
    if (wanted.isEmpty()) {
      return;
    }
    progress.counting(wanted.size());
    Instant before = parts.clock().instant();
    new SettledCounts(
            CountedSides.of(parts.source(), parts.target()),
            parts.live(),
            parts.options().applyTimeout())
        .count(wanted);
    counting = counting.plus(Duration.between(before, parts.clock().instant()));
  }

  private SettledCounts.Wanted wanted(Table table) {
    return new SettledCounts.Wanted(
        table.tally.compared(),
        new SettledCounts.Listener() {
          @Override
          public void counted(long source, long target) {
            table.tally.counted(source, target);
          }

          @Override
          public void uncounted(String reason) {
            table.tally.gap("its rows could not be counted: " + reason);
          }
        });
  }

  private long candidates() {
    return group.stream().mapToLong(table -> table.candidates.size()).sum();
  }

  private void recheckAll() {
    while (candidates() > 0) {
      progress.rechecking(candidates());
      recheckSome();
    }
  }

  private void recheckSome() {
    List<Recheck.Candidates> together = new ArrayList<>();
    // Each table takes what is left of the room, in parts of its own most keys.
    double room = 1;
    for (Table table : group) {
      if (table.candidates.isEmpty() || room <= 0) {
        continue;
      }
      int most = table.comparison().keysTogether();
      List<ComparedKey> keys =
          table.candidates.stream().limit(Math.max(1, (long) (room * most))).toList();
      together.add(candidates(table, keys));
      room -= (double) keys.size() / most;
    }
    new Recheck(
            parts.live().orElseThrow(),
            parts.options().recheckAttempts(),
            parts.options().applyTimeout())
        .judge(together);
  }

  private static Recheck.Candidates candidates(Table table, List<ComparedKey> keys) {
    keys.forEach(table.candidates::remove);
    table.tally.rechecked(keys.size());
    return new Recheck.Candidates(
        table.comparison(),
        keys,
        new Recheck.Listener() {
          @Override
          public void differs(Optional<EncodedRow> left, List<EncodedRow> right) {
            if (table.unlogged.explains(left, right)) {
              table.tally.unlogged();
            } else {
              table.tally.differs(left, right);
            }
          }

          @Override
          public void unjudged(int count, String reason) {
            table.tally.gap(count + " differing rows could not be judged: " + reason);
          }
        });
  }

  VerificationReport report() {
    judgeGroup();
    List<TableVerification> tables = judged.stream().map(table -> table.tally.report()).toList();
    if (tables.stream().anyMatch(table -> table.verdict() == Verdict.INCOMPLETE)) {
      requireAnswers();
    }
    return VerificationReport.of(
        scope,
        new VerificationReport.Times(since, startedAt, parts.clock().instant(), counting),
        tables);
  }
}
