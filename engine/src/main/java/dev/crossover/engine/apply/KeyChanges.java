package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.CommitHint;
import dev.crossover.engine.target.TargetKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All changes of one key that a batch holds, from whichever file.
 *
 * @param newestFirst at least one
 */
record KeyChanges(TargetKey key, List<KeyedChange> newestFirst) {
  KeyChanges {
    newestFirst = List.copyOf(newestFirst);
  }

  /** Collapses changes in any order, one group for each key. */
  static List<KeyChanges> collapse(Collection<KeyedChange> changes) {
    Map<TargetKey, List<KeyedChange>> byKey = new LinkedHashMap<>();
    for (KeyedChange change : changes) {
      byKey.computeIfAbsent(change.key(), key -> new ArrayList<>()).add(change);
    }
    List<KeyChanges> collapsed = new ArrayList<>(byKey.size());
    byKey.forEach(
        (key, all) -> {
          all.sort(Comparator.comparing(KeyedChange::version).reversed());
          collapsed.add(new KeyChanges(key, all));
        });
    return collapsed;
  }

  TableMapping mapping() {
    return newest().mapping();
  }

  KeyedChange newest() {
    return newestFirst.get(0);
  }

  /** What the stream tells of the changes' transactions, if it does not tell their order. */
  List<CommitHint> commits() {
    return newestFirst.stream()
        .flatMap(change -> change.change().event().commit().stream())
        .toList();
  }

  /** The older changes, when these cannot be applied; empty if there are none. */
  Optional<KeyChanges> without(Collection<KeyedChange> rejected) {
    Set<ChangeVersion> versions =
        rejected.stream().map(KeyedChange::version).collect(Collectors.toSet());
    List<KeyedChange> left =
        newestFirst.stream().filter(change -> !versions.contains(change.version())).toList();
    return left.isEmpty() ? Optional.empty() : Optional.of(new KeyChanges(key, left));
  }
}
