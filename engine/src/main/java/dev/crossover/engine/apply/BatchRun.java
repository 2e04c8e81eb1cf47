package dev.crossover.engine.apply;

import dev.crossover.engine.apply.Transactions.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One batch on its way to the target: commits group by group, and when a group is refused narrows
 * the refusal down to the keys that cause it, so that all others are committed.
 */
final class BatchRun {
  private final Transactions transactions;
  private final Orphans orphans;
  private final CommitLimits limits;
  private final Map<String, FileTally> tallies;
  private List<Waiting> waiting = new ArrayList<>();
  private long commits;

  BatchRun(
      Transactions transactions,
      Orphans orphans,
      CommitLimits limits,
      Map<String, FileTally> tallies) {
    this.transactions = transactions;
    this.orphans = orphans;
    this.limits = limits;
    this.tallies = tallies;
  }

  /** A key that another row keeps from being written. */
  private record Waiting(Decision decision, String reason) {}

  void apply(List<KeyChanges> all) {
    long commitsBefore;
    List<KeyChanges> next = all;
    do {
      commitsBefore = commits;
      Group.cut(next, limits).forEach(this::commit);
      next = waiting.stream().map(key -> key.decision().changes()).toList();
      // Whatever was committed meanwhile can be what the waiting ones wait for.
      if (!next.isEmpty() && commits > commitsBefore) {
        waiting = new ArrayList<>();
      }
    } while (!next.isEmpty() && commits > commitsBefore);
    waiting.forEach(this::park);
  }

  private void commit(List<KeyChanges> group) {
    try {
      List<Decision> decisions = transactions.commit(group);
      if (decisions.stream().anyMatch(decision -> decision.chosen().isPresent())) {
        commits++;
      }
      decisions.forEach(this::count);
    } catch (RefusedException e) {
      if (group.size() == 1) {
        refused(e.decisions().get(0), e);
      } else {
        narrow(group, e);
      }
    }
  }

  private void narrow(List<KeyChanges> group, RefusedException e) {
    Map<RowKey, String> early =
        e.refusal() == Refusal.NOT_YET ? orphans.find(e.decisions()) : Map.of();
    if (early.isEmpty()) {
      int half = group.size() / 2;
      commit(group.subList(0, half));
      commit(group.subList(half, group.size()));
      return;
    }
    for (Decision decision : e.decisions()) {
      String reason = early.get(decision.changes().key());
      if (reason != null) {
        waiting.add(new Waiting(decision, reason));
      }
    }
    List<KeyChanges> others =
        group.stream().filter(changes -> !early.containsKey(changes.key())).toList();
    if (!others.isEmpty()) {
      commit(others);
    }
  }

  private void refused(Decision decision, RefusedException e) {
    if (e.refusal() == Refusal.NOT_YET) {
      waiting.add(new Waiting(decision, e.getMessage()));
      return;
    }
    // The older changes of the key are still worth having: rows that refer to it need it.
    Set<KeyedChange> failed = new HashSet<>(decision.rejected().keySet());
    decision.rejected().forEach(this::fail);
    decision
        .chosen()
        .ifPresent(
            chosen -> {
              failed.add(chosen);
              fail(chosen, e.getMessage());
            });
    decision.changes().without(failed).ifPresent(older -> commit(List.of(older)));
  }

  private void count(Decision decision) {
    decision.rejected().forEach(this::fail);
    decision.done().forEach(change -> tally(change).applied());
    decision.chosen().ifPresent(change -> tally(change).applied());
    superseded(decision).forEach(change -> tally(change).superseded());
  }

  private void park(Waiting key) {
    Decision decision = key.decision();
    decision.rejected().forEach(this::fail);
    decision.done().forEach(change -> tally(change).applied());
    decision.chosen().ifPresent(change -> tally(change).waits(change.change(), key.reason()));
    superseded(decision).forEach(change -> tally(change).superseded());
  }

  private static List<KeyedChange> superseded(Decision decision) {
    Set<Version> counted = new HashSet<>();
    decision.rejected().keySet().forEach(change -> counted.add(change.version()));
    decision.done().forEach(change -> counted.add(change.version()));
    decision.chosen().ifPresent(change -> counted.add(change.version()));
    return decision.changes().newestFirst().stream()
        .filter(change -> !counted.contains(change.version()))
        .toList();
  }

  private void fail(KeyedChange change, String reason) {
    tally(change).failed(change.change(), reason);
  }

  private FileTally tally(KeyedChange change) {
    return tallies.get(change.change().event().file());
  }
}
