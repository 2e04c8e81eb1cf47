package dev.crossover.engine.apply;

import dev.crossover.engine.apply.Transactions.RefusedException;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.TargetKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One batch on its way to the target: commits group by group, and when a group is refused narrows
 * the refusal down to the keys that cause it, so that all others are committed.
 */
final class BatchRun {
  private static final Logger LOG = LoggerFactory.getLogger(BatchRun.class);

  private final Transactions transactions;
  private final MissingParents missingParents;
  private final UniqueValueSwaps swaps;
  private final CommitLimits limits;
  private final Map<String, FileTally> tallies;
  private List<BlockedKey> waiting = new ArrayList<>();
  private long commits;

  BatchRun(
      Transactions transactions,
      MissingParents missingParents,
      UniqueValueSwaps swaps,
      CommitLimits limits,
      Map<String, FileTally> tallies) {
    this.transactions = transactions;
    this.missingParents = missingParents;
    this.swaps = swaps;
    this.limits = limits;
    this.tallies = tallies;
  }

  /** A key that another row keeps from being written. */
  private record BlockedKey(Decision decision, boolean behindAnotherRow, String reason) {}

  void apply(List<KeyChanges> all) {
    inPasses(all);
    List<Decision> behindOthers =
        waiting.stream().filter(BlockedKey::behindAnotherRow).map(BlockedKey::decision).toList();
    if (behindOthers.size() > 1) {
      List<List<KeyChanges>> groups = swaps.find(behindOthers);
      groups.forEach(this::swap);
      if (!groups.isEmpty()) {
        List<KeyChanges> left = takeWaiting();
        inPasses(left);
      }
    }
    waiting.forEach(this::park);
  }

  /** Whatever one pass commits can be what others wait for, so it goes on while one commits. */
  private void inPasses(List<KeyChanges> all) {
    List<KeyChanges> next = all;
    long commitsBefore;
    do {
      commitsBefore = commits;
      Group.cut(next, limits).forEach(this::commit);
      next = commits > commitsBefore ? takeWaiting() : List.of();
    } while (!next.isEmpty());
  }

  private List<KeyChanges> takeWaiting() {
    List<KeyChanges> taken = waiting.stream().map(key -> key.decision().changes()).toList();
    waiting = new ArrayList<>();
    return taken;
  }

  private void swap(List<KeyChanges> group) {
    Set<TargetKey> keys = group.stream().map(KeyChanges::key).collect(Collectors.toSet());
    try {
      committed(transactions.commit(group));
      waiting.removeIf(key -> keys.contains(key.decision().changes().key()));
    } catch (RefusedException e) {
      // Each of them is refused for its own reason too, and keeps waiting.
      LOG.debug("swap=refused keys={}", keys.size());
    }
  }

  private void commit(List<KeyChanges> group) {
    try {
      committed(transactions.commit(group));
    } catch (RefusedException e) {
      if (group.size() == 1) {
        refused(e.decisions().get(0), e);
      } else {
        narrow(group, e);
      }
    }
  }

  private void committed(List<Decision> decisions) {
    if (decisions.stream().anyMatch(decision -> decision.chosen().isPresent())) {
      commits++;
    }
    decisions.forEach(this::count);
  }

  private void narrow(List<KeyChanges> group, RefusedException e) {
    Map<TargetKey, String> early = e.mayPassLater() ? missingParents.find(e.decisions()) : Map.of();
    if (early.isEmpty()) {
      int half = group.size() / 2;
      commit(group.subList(0, half));
      commit(group.subList(half, group.size()));
      return;
    }
    for (Decision decision : e.decisions()) {
      String reason = early.get(decision.changes().key());
      if (reason != null) {
        waiting.add(new BlockedKey(decision, false, reason));
      }
    }
    List<KeyChanges> others =
        group.stream().filter(changes -> !early.containsKey(changes.key())).toList();
    if (!others.isEmpty()) {
      commit(others);
    }
  }

  private void refused(Decision decision, RefusedException e) {
    if (e.mayPassLater()) {
      waiting.add(new BlockedKey(decision, e.isUniqueViolation(), e.getMessage()));
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
    decision.inDoubt().ifPresent(change -> tally(change).inDoubt(change.change()));
  }

  private void park(BlockedKey key) {
    Decision decision = key.decision();
    decision.rejected().forEach(this::fail);
    decision.done().forEach(change -> tally(change).applied());
    decision.chosen().ifPresent(change -> tally(change).waits(change.change(), key.reason()));
    superseded(decision).forEach(change -> tally(change).superseded());
  }

  private static List<KeyedChange> superseded(Decision decision) {
    Set<ChangeVersion> counted = new HashSet<>();
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
