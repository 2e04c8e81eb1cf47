package dev.crossover.engine.apply;

import dev.crossover.engine.target.RowLookup;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.target.UniqueColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds rows that must be written together because they exchange values of a unique index: each
 * takes a value that another one of them still has on the target.
 */
final class UniqueValueSwaps {
  private final RowLookup lookup;
  private final UniqueColumns uniqueColumns;

  UniqueValueSwaps(RowLookup lookup, UniqueColumns uniqueColumns) {
    this.lookup = lookup;
    this.uniqueColumns = uniqueColumns;
  }

  /**
   * @param decisions rows that were refused one by one
   * @return groups of two or more keys, each of which may pass as one transaction
   */
  List<List<KeyChanges>> find(Collection<Decision> decisions) {
    Map<TargetKey, Decision> byKey = new LinkedHashMap<>();
    decisions.forEach(decision -> byKey.put(decision.changes().key(), decision));
    Map<String, List<List<String>>> uniqueByTable = uniqueColumns.byTable();
    Map<TargetKey, TargetKey> leaders = new HashMap<>();
    Map<TableMapping, List<Decision>> byTable = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      byTable
          .computeIfAbsent(decision.changes().mapping(), mapping -> new ArrayList<>())
          .add(decision);
    }
    byTable.forEach(
        (mapping, rows) -> {
          for (List<String> columns :
              uniqueByTable.getOrDefault(mapping.table().name(), List.of())) {
            holders(mapping, columns, rows)
                .forEach(
                    (taker, holder) -> {
                      if (byKey.containsKey(holder)) {
                        leaders.put(leader(leaders, taker), leader(leaders, holder));
                      }
                    });
          }
        });
    Map<TargetKey, List<KeyChanges>> groups = new LinkedHashMap<>();
    byKey.forEach(
        (key, decision) ->
            groups
                .computeIfAbsent(leader(leaders, key), leader -> new ArrayList<>())
                .add(decision.changes()));
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  private static TargetKey leader(Map<TargetKey, TargetKey> leaders, TargetKey key) {
    TargetKey leader = key;
    while (leaders.containsKey(leader) && !leaders.get(leader).equals(leader)) {
      leader = leaders.get(leader);
    }
    return leader;
  }

  /** Who has on the target what these rows want to have. */
  private Map<TargetKey, TargetKey> holders(
      TableMapping mapping, List<String> columns, List<Decision> rows) {
    Map<TargetKey, TargetKey> takers = new HashMap<>();
    for (Decision row : rows) {
      mapping.key(columns, row.row()).ifPresent(wanted -> takers.put(wanted, row.changes().key()));
    }
    Map<TargetKey, TargetKey> holders = new HashMap<>();
    lookup
        .find(mapping.table().name(), columns, takers.keySet(), mapping.table().sourceKey())
        .forEach(
            (wanted, found) -> {
              TargetKey taker = takers.get(wanted);
              found.stream()
                  .filter(holder -> !holder.equals(taker))
                  .forEach(holder -> holders.put(taker, holder));
            });
    return holders;
  }
}
