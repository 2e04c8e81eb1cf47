package dev.crossover.engine.apply;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ErrorCode;
import com.google.cloud.spanner.Mutation;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.TransactionContext;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.Decision.Known;
import dev.crossover.engine.apply.ShadowTable.ShadowRow;
import dev.crossover.engine.target.Retries;
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
  private final DatabaseClient client;
  private final Retries retries;

  Transactions(DatabaseClient client, Retries retries) {
    this.client = client;
    this.retries = retries;
  }

  /** The target refused the rows; nothing of the group is written. */
  static final class RefusedException extends Exception {
    private final transient List<Decision> decisions;
    private final transient Refusal refusal;

    RefusedException(List<Decision> decisions, Refusal refusal, SpannerException cause) {
      super(Refusal.sentence(cause), cause);
      this.decisions = decisions;
      this.refusal = refusal;
    }

    List<Decision> decisions() {
      return decisions;
    }

    Refusal refusal() {
      return refusal;
    }

    boolean isUniqueViolation() {
      return getCause() instanceof SpannerException cause
          && cause.getErrorCode() == ErrorCode.ALREADY_EXISTS;
    }
  }

  /**
   * @return what was decided for each key, now durable
   * @throws RefusedException if a row of the group cannot be written
   * @throws TargetException if the target does not work, whatever the rows
   */
  List<Decision> commit(List<KeyChanges> group) throws RefusedException {
    AtomicReference<List<Decision>> decided = new AtomicReference<>(List.of());
    try {
      return retries.call(
          () -> client.readWriteTransaction().run(transaction -> run(transaction, group, decided)));
    } catch (SpannerException e) {
      Refusal refusal = Refusal.of(e);
      // An error before the first write cannot be about the rows.
      if (refusal == Refusal.BROKEN_TARGET || decided.get().isEmpty()) {
        throw new TargetException("cannot apply changes to the target: " + Refusal.sentence(e), e);
      }
      throw new RefusedException(decided.get(), refusal, e);
    }
  }

  private static List<Decision> run(
      TransactionContext transaction,
      List<KeyChanges> group,
      AtomicReference<List<Decision>> decided) {
    List<Decision> decisions = decide(transaction, group);
    transaction.buffer(mutations(decisions));
    decided.set(decisions);
    return decisions;
  }

  private static List<Decision> decide(ReadContext transaction, List<KeyChanges> group) {
    Map<TableMapping, List<RowKey>> keys = new LinkedHashMap<>();
    for (KeyChanges changes : group) {
      keys.computeIfAbsent(changes.mapping(), mapping -> new ArrayList<>()).add(changes.key());
    }
    Map<RowKey, Known> known = new HashMap<>();
    keys.forEach((mapping, all) -> known.putAll(known(transaction, mapping, all)));
    return group.stream().map(changes -> Decision.of(changes, known.get(changes.key()))).toList();
  }

  private static Map<RowKey, Known> known(
      ReadContext transaction, TableMapping mapping, List<RowKey> keys) {
    Map<RowKey, ShadowRow> shadows = mapping.shadow().read(transaction, keys);
    List<RowKey> unknown = keys.stream().filter(key -> !shadows.containsKey(key)).toList();
    Map<RowKey, List<RowKey>> loaded = mapping.findRows(transaction, unknown);
    Map<RowKey, Known> known = new HashMap<>();
    for (RowKey key : keys) {
      ShadowRow shadow = shadows.get(key);
      known.put(
          key,
          shadow == null
              ? new Known(Optional.empty(), loaded.getOrDefault(key, List.of()))
              : new Known(Optional.of(shadow.version()), shadow.targetKey().stream().toList()));
    }
    return known;
  }

  /** Spanner checks interleaved parents at each mutation, so the order matters. */
  private static List<Mutation> mutations(List<Decision> decisions) {
    List<Decision> parentsFirst =
        decisions.stream()
            .filter(decision -> decision.chosen().isPresent())
            .sorted(Comparator.comparingInt(Transactions::level))
            .toList();
    List<Mutation> mutations = new ArrayList<>(2 * decisions.size());
    for (int i = parentsFirst.size() - 1; i >= 0; i--) {
      for (RowKey row : parentsFirst.get(i).deletedRows()) {
        mutations.add(Mutation.delete(row.table(), row.toKey()));
      }
    }
    parentsFirst.stream()
        .filter(decision -> !decision.row().isEmpty())
        .map(Transactions::upsert)
        .forEach(mutations::add);
    parentsFirst.stream().map(Transactions::shadow).forEach(mutations::add);
    return mutations;
  }

  private static int level(Decision decision) {
    return decision.changes().mapping().table().level();
  }

  private static Mutation upsert(Decision decision) {
    Mutation.WriteBuilder row =
        Mutation.newInsertOrUpdateBuilder(decision.changes().mapping().table().name());
    decision.row().forEach((column, value) -> row.set(column).to(value));
    return row.build();
  }

  private static Mutation shadow(Decision decision) {
    return decision
        .changes()
        .mapping()
        .shadow()
        .write(
            decision.changes().key(),
            decision.chosen().orElseThrow().version(),
            decision.targetKey());
  }
}
