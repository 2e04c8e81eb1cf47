package dev.crossover.engine.verify.sides;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What live apply recorded of a table's keys: for every key that an event has touched, its newest
 * event and when it was applied, in the target's own time. Every read throws {@link
 * TargetException} if there is no such record, because live apply has not started.
 */
public interface AppliedKeys {
  /**
   * What is recorded of each key, in a form that changes with every event; keys without are left
   * out.
   */
  Map<ComparedKey, String> marks(Collection<ComparedKey> keys);

  /**
   * The number of keys that were applied at or after a time of the target.
   *
   * @param since see {@link ComparedTarget#time}
   */
  long countSince(Instant since);

  /**
   * Hands over the keys that were applied at or after a time of the target, each once.
   *
   * @param batch the most keys handed over at once
   */
  void since(Instant since, int batch, Consumer<List<ComparedKey>> keys);

  /** At most {@code limit} of the keys that were applied at or after a time of the target. */
  List<ComparedKey> sample(Instant since, int limit);
}
