package dev.crossover.engine.verify;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Counts the rows of tables on both sides. A second net below the comparison: it shares neither
 * keys, nor order, nor values with it, so a fault that hides rows from the comparison shows here.
 *
 * <p>While writes flow the two numbers are of different moments. So: remember the target's time
 * (t0), count the source at one moment, wait until everything that this moment shows is applied,
 * count the target at one moment, wait until everything that is visible by then is applied, and
 * leave out, on both sides, the keys that live apply has touched since t0. What is left are keys
 * whose last event was applied before t0, and all of whose events the source's moment shows: their
 * rows must be as many on both sides. The second wait is for a target that removes a child with its
 * parent before the child's own event is applied.
 */
final class SettledCounts {
  private final CountedSides sides;
  private final Optional<LiveChanges> live;
  private final Duration timeout;

  /**
   * @param live empty if nothing is on its way
   * @param timeout the longest wait for the applied watermark
   */
  SettledCounts(CountedSides sides, Optional<LiveChanges> live, Duration timeout) {
    this.sides = sides;
    this.live = live;
    this.timeout = timeout;
  }

  /** Receives what was counted of one table. */
  interface Listener {
    /**
     * @param source rows on the source
     * @param target rows on the target, as it would be at the source's moment
     */
    void counted(long source, long target);

    /** The table could not be counted. */
    void uncounted(String reason);
  }

  /** A table and who wants to know its counts. */
  record Wanted(ComparedTable table, Listener listener) {}

  /** Counts these tables, with one wait for all of them. */
  void count(Collection<Wanted> tables) {
    List<Counted> open = tables.stream().map(Counted::new).toList();
    try {
      countAll(open);
    } catch (CrossoverException e) {
      giveUp(open, e.getMessage());
    }
    open.forEach(Counted::tell);
  }

  private void countAll(List<Counted> tables) {
    Instant before = sides.time();
    try (RowCounts sources = sides.source()) {
      tables.forEach(table -> table.attempt(() -> table.onSource = sources.all(table.compared)));
      Optional<String> unsettled = awaitWhatIsVisible();
      if (unsettled.isPresent()) {
        giveUp(tables, unsettled.get());
        return;
      }
      try (RowCounts targets = sides.target()) {
        tables.forEach(table -> table.attempt(() -> table.onTarget = targets.all(table.compared)));
        leaveOutWhatWasTouched(tables, sources, targets, before);
      }
    }
  }

  private void leaveOutWhatWasTouched(
      List<Counted> tables, RowCounts sources, RowCounts targets, Instant since) {
    if (live.isEmpty()) {
      return;
    }
    Optional<String> unsettled = awaitWhatIsVisible();
    if (unsettled.isPresent()) {
      giveUp(tables, unsettled.get());
      return;
    }
    tables.forEach(table -> table.attempt(() -> table.leaveOut(sources, targets, since)));
  }

  private static void giveUp(List<Counted> tables, String reason) {
    tables.forEach(table -> table.giveUp(reason));
  }

  /**
   * @return why not, if it has not been applied
   */
  private Optional<String> awaitWhatIsVisible() {
    return live.flatMap(changes -> changes.awaitWhatIsVisible(timeout));
  }

  /** One table on its way. */
  private final class Counted {
    private final ComparedTable compared;
    private final Listener listener;
    private Optional<String> failure = Optional.empty();
    private long onSource;
    private long onTarget;
    private long touchedOnSource;
    private long touchedOnTarget;

    Counted(Wanted wanted) {
      this.compared = wanted.table();
      this.listener = wanted.listener();
    }

    void attempt(Runnable step) {
      if (failure.isPresent()) {
        return;
      }
      try {
        step.run();
      } catch (CrossoverException e) {
        giveUp(e.getMessage());
      }
    }

    void giveUp(String reason) {
      failure = failure.or(() -> Optional.of(reason));
    }

    void leaveOut(RowCounts sources, RowCounts targets, Instant since) {
      List<Long> left = new ArrayList<>();
      List<Long> right = new ArrayList<>();
      sides.appliedSince(
          compared,
          since,
          keys -> {
            left.add(sources.of(compared, keys));
            right.add(targets.of(compared, keys));
          });
      touchedOnSource = left.stream().mapToLong(Long::longValue).sum();
      touchedOnTarget = right.stream().mapToLong(Long::longValue).sum();
    }

    void tell() {
      failure.ifPresentOrElse(
          listener::uncounted,
          () -> listener.counted(onSource, onTarget - touchedOnTarget + touchedOnSource));
    }
  }
}
