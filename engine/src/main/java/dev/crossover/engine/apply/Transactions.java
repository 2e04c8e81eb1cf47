package dev.crossover.engine.apply;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.Decision.Known;
import dev.crossover.engine.target.ApplyTransaction;
import dev.crossover.engine.target.ApplyTransaction.Writes;
import dev.crossover.engine.target.ApplyTransactions;
import dev.crossover.engine.target.RowsRefusedException;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.target.TargetRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Commits a group of keys in one transaction: reads what the target remembers of them, decides,
 * writes rows and shadow rows together.
 */
final class Transactions {
  private final ApplyTransactions target;

  Transactions(ApplyTransactions target) {
    this.target = target;
  }

  /** The target refused the rows; nothing of the group is written. */
  static final class RefusedException extends Exception {
    private final transient List<Decision> decisions;
    private final transient RowsRefusedException refusal;

    RefusedException(List<Decision> decisions, RowsRefusedException refusal) {
      super(refusal.getMessage(), refusal);
      this.decisions = decisions;
      this.refusal = refusal;
    }

    List<Decision> decisions() {
      return decisions;
    }

    boolean mayPassLater() {
      return refusal.mayPassLater();
    }

    boolean isUniqueViolation() {
      return refusal.reason() == RowsRefusedException.Reason.UNIQUE_VALUE_TAKEN;
    }
  }

  /** What the target remembers of a key; empty if no change of it was applied. */
  Optional<ShadowRow> remembered(TableMapping mapping, TargetKey key) {
    return target.run(
        transaction ->
            Optional.ofNullable(transaction.shadowRows(mapping.table(), List.of(key)).get(key)));
  }

  /**
   * @return what was decided for each key, now durable
   * @throws RefusedException if a row of the group cannot be written
   * @throws TargetException if the target does not work, whatever the rows
   */
  List<Decision> commit(List<KeyChanges> group) throws RefusedException {
    AtomicReference<List<Decision>> decided = new AtomicReference<>(List.of());
    try {
      return target.run(transaction -> run(transaction, group, decided));
    } catch (RowsRefusedException e) {
      throw new RefusedException(decided.get(), e);
    }
  }

  private static List<Decision> run(
      ApplyTransaction transaction,
      List<KeyChanges> group,
      AtomicReference<List<Decision>> decided) {
    List<Decision> decisions = decide(transaction, group);
    transaction.write(writes(decisions));
    decided.set(decisions);
    return decisions;
  }

  private static List<Decision> decide(ApplyTransaction transaction, List<KeyChanges> group) {
    Map<TableMapping, List<TargetKey>> keys = new LinkedHashMap<>();
    for (KeyChanges changes : group) {
      keys.computeIfAbsent(changes.mapping(), mapping -> new ArrayList<>()).add(changes.key());
    }
    Map<TargetKey, Known> known = new HashMap<>();
    keys.forEach((mapping, all) -> known.putAll(known(transaction, mapping, all)));
    return group.stream().map(changes -> Decision.of(changes, known.get(changes.key()))).toList();
  }

  private static Map<TargetKey, Known> known(
      ApplyTransaction transaction, TableMapping mapping, List<TargetKey> keys) {
    Map<TargetKey, ShadowRow> shadows = transaction.shadowRows(mapping.table(), keys);
    List<TargetKey> unknown = keys.stream().filter(key -> !shadows.containsKey(key)).toList();
    Map<TargetKey, List<TargetKey>> loaded = mapping.findRows(transaction, unknown);
    Map<TargetKey, Known> known = new HashMap<>();
    for (TargetKey key : keys) {
      ShadowRow shadow = shadows.get(key);
      known.put(
          key,
          shadow == null
              ? new Known(Optional.empty(), Optional.empty(), loaded.getOrDefault(key, List.of()))
              : new Known(
                  Optional.of(shadow.version()), shadow.commits(), shadow.row().stream().toList()));
    }
    return known;
  }

  /** A target may check parents at each row, so the order matters. */
  private static Writes writes(List<Decision> decisions) {
    List<Decision> parentsFirst =
        decisions.stream()
            .filter(decision -> decision.remembered().isPresent())
            .sorted(Comparator.comparingInt(Transactions::level))
            .toList();
    List<TargetKey> deletes = new ArrayList<>();
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      deletes.addAll(parentsFirst.get(i).deletedRows());
    }
    return new Writes(
        deletes,
        parentsFirst.stream()
            .filter(decision -> !decision.row().isEmpty())
            .map(decision -> new TargetRow(decision.changes().mapping().table(), decision.row()))
            .toList(),
        parentsFirst.stream().flatMap(decision -> decision.remembered().stream()).toList());
  }

  private static int level(Decision decision) {
    return decision.changes().mapping().table().level();
  }
}
