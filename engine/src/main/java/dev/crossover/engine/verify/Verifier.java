package dev.crossover.engine.verify;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.AppliedKeys;
import dev.crossover.engine.verify.sides.ComparedSource;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.ComparedTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Compares source and target value by value and says PASS, MISMATCH or INCOMPLETE.
 *
 * <p>With {@link LiveChanges} a difference may be a change on its way, and is judged again until it
 * is explained or definitive. Without, the caller knows that nothing is on its way (live apply has
 * not started, or the source is fenced and caught up), and every difference is definitive.
 *
 * <p>Whatever could not be read or compared makes its table INCOMPLETE; so does a whole migration
 * in which not one row was compared, because an empty target and an empty source look the same as
 * two wrong addresses. One verification runs at a time.
 */
public final class Verifier {
  /** The most differences that wait together for a verdict; their rows are held in memory. */
  private static final int RECHECKED_TOGETHER = 2_000;

  private static final int KEYS_TOGETHER = 1_000;

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
    Run run = new Run(VerificationReport.Scope.ALL, progress);
    for (TargetTable table : schema.movedTables()) {
      run.table(table, run::compareAll);
    }
    return run.report();
  }

  /**
   * Compares the rows whose keys were applied at or after a time of the target: {@link
   * VerificationReport#since} of the last clean verification. Every difference is definitive, so
   * the source must be fenced and all its changes applied.
   *
   * <p>The sentinel table belongs to it, so that there is a row to compare when the application
   * wrote nothing.
   *
   * @throws TargetException if the target cannot be read at all
   */
  public VerificationReport verifyChanged(Instant since, VerificationProgress progress) {
    Run run = new Run(VerificationReport.Scope.CHANGED, progress);
    for (TargetTable table : schema.tables()) {
      run.table(table, state -> run.compareChanged(state, since));
    }
    return run.report();
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
      TableComparison comparison = comparison(ComparedTable.of(table, source));
      perTable.put(table.source().toString(), comparison.applied().countSince(since));
      long before = System.nanoTime();
      List<ComparedKey> keys = comparison.applied().sample(since, KEYS_TOGETHER);
      comparison.source(keys);
      comparison.target(keys);
      nanos += keys.isEmpty() ? 0 : System.nanoTime() - before;
      sampled += keys.size();
    }
    return new ChangedKeys(perTable, sampled == 0 ? 0 : sampled * 1e9 / nanos);
  }

  private TableComparison comparison(ComparedTable compared) {
    return new TableComparison(source, target, compared);
  }

  /** A table on its way through a run. */
  private static final class TableState implements TableComparison.Listener {
    private final TableTally tally;
    private final TableComparison comparison;
    private final Run run;
    private final boolean definitive;
    private final TreeSet<ComparedKey> candidates = new TreeSet<>();

    TableState(TableTally tally, TableComparison comparison, Run run, boolean definitive) {
      this.tally = tally;
      this.comparison = comparison;
      this.run = run;
      this.definitive = definitive;
    }

    @Override
    public void looked(boolean onSource, int onTarget) {
      tally.looked(onSource, onTarget);
    }

    @Override
    public void differs(ComparedKey key, Optional<EncodedRow> left, List<EncodedRow> right) {
      if (definitive) {
        tally.differs(left, right);
      } else {
        candidates.add(key);
      }
    }

    @Override
    public void chunkDone() {
      run.progress.compared(tally.name(), tally.keys());
      run.recheckIfMany();
    }
  }

  /** What a run does with an opened table. */
  private interface TableStep {
    void run(TableState state);
  }

  /** One verification. */
  private final class Run {
    private final VerificationReport.Scope scope;
    private final VerificationProgress progress;
    private final Instant since = target.time();
    private final Instant startedAt = clock.instant();
    private final List<TableTally> tallies = new ArrayList<>();
    private final List<TableState> states = new ArrayList<>();

    Run(VerificationReport.Scope scope, VerificationProgress progress) {
      this.scope = scope;
      this.progress = progress;
    }

    void table(TargetTable table, TableStep step) {
      ComparedTable compared = ComparedTable.of(table, source);
      TableTally tally = new TableTally(compared, target, options, clock);
      tallies.add(tally);
      try {
        Optional<String> refusal = compared.refusal(target);
        if (refusal.isPresent()) {
          tally.gap(refusal.get());
        } else {
          boolean definitive = live.isEmpty() || scope == VerificationReport.Scope.CHANGED;
          TableState state = new TableState(tally, comparison(compared), this, definitive);
          states.add(state);
          step.run(state);
        }
      } catch (CrossoverException e) {
        requireAnswers();
        tally.gap(e.getMessage());
      }
      tally.finished();
      if (states.stream().noneMatch(s -> s.tally == tally && !s.candidates.isEmpty())) {
        progress.finished(tally.report());
      }
    }

    /** One table's failure is a gap. A side that does not answer at all ends the verification. */
    private void requireAnswers() {
      target.time();
      live.ifPresent(LiveChanges::mark);
      live.ifPresent(LiveChanges::requireMoving);
    }

    void compareAll(TableState state) {
      progress.started(state.tally.name(), state.comparison.estimatedRows());
      state.comparison.compareAll(options.chunkRows(), state);
    }

    void compareChanged(TableState state, Instant changedSince) {
      AppliedKeys applied = state.comparison.applied();
      progress.started(state.tally.name(), applied.countSince(changedSince));
      applied.since(changedSince, KEYS_TOGETHER, keys -> state.comparison.compareKeys(keys, state));
    }

    void recheckIfMany() {
      if (candidates() >= RECHECKED_TOGETHER) {
        recheckAll();
      }
    }

    private long candidates() {
      return states.stream().mapToLong(state -> state.candidates.size()).sum();
    }

    private void recheckAll() {
      while (candidates() > 0) {
        progress.rechecking(candidates());
        recheckSome();
      }
    }

    private void recheckSome() {
      List<Recheck.Candidates> together = new ArrayList<>();
      int room = RECHECKED_TOGETHER;
      for (TableState state : states) {
        List<ComparedKey> keys = state.candidates.stream().limit(room).toList();
        if (!keys.isEmpty()) {
          together.add(candidates(state, keys));
          room -= keys.size();
        }
      }
      new Recheck(live.orElseThrow(), options.recheckAttempts(), options.applyTimeout())
          .judge(together);
    }

    private Recheck.Candidates candidates(TableState state, List<ComparedKey> keys) {
      keys.forEach(state.candidates::remove);
      state.tally.rechecked(keys.size());
      return new Recheck.Candidates(
          state.comparison,
          keys,
          new Recheck.Listener() {
            @Override
            public void differs(Optional<EncodedRow> left, List<EncodedRow> right) {
              state.tally.differs(left, right);
            }

            @Override
            public void unjudged(int count, String reason) {
              state.tally.gap(count + " differing rows could not be judged: " + reason);
            }
          });
    }

    VerificationReport report() {
      List<TableState> waiting =
          states.stream().filter(state -> !state.candidates.isEmpty()).toList();
      recheckAll();
      for (TableState state : waiting) {
        state.tally.finished();
        progress.finished(state.tally.report());
      }
      Instant finishedAt = clock.instant();
      List<TableVerification> tables = tallies.stream().map(TableTally::report).toList();
      long compared = tables.stream().mapToLong(TableVerification::compared).sum();
      double seconds = Duration.between(startedAt, finishedAt).toNanos() / 1e9;
      Verdict ofTables =
          tables.stream().map(TableVerification::verdict).reduce(Verdict.PASS, Verdict::and);
      if (ofTables == Verdict.INCOMPLETE) {
        requireAnswers();
      }
      return new VerificationReport(
          scope,
          compared == 0 ? Verdict.INCOMPLETE.and(ofTables) : ofTables,
          reason(tables, compared),
          since,
          startedAt,
          finishedAt,
          compared,
          tables.stream().mapToLong(TableVerification::mismatches).sum(),
          seconds == 0 ? 0 : compared / seconds,
          tables);
    }

    private static String reason(List<TableVerification> tables, long compared) {
      List<String> reasons = new ArrayList<>();
      if (compared == 0) {
        reasons.add("not one row was compared; check that source and target are the right ones");
      }
      tables.stream()
          .filter(table -> table.verdict() != Verdict.PASS)
          .forEach(table -> reasons.add(table.name() + ": " + table.reason()));
      return String.join("\n", reasons);
    }
  }
}
