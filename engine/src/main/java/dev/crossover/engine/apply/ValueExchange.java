package dev.crossover.engine.apply;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds rows that must be written together because they exchange values of a unique index: each
 * takes a value that another one of them still has on the target.
 */
final class ValueExchange {
  private final DatabaseClient client;
  private final UniqueIndexes indexes;

  ValueExchange(DatabaseClient client) {
    this.client = client;
    this.indexes = new UniqueIndexes(client);
  }

  /**
   * @param decisions rows that were refused one by one
   * @return groups of two or more keys, each of which may pass as one transaction
   */
  List<List<KeyChanges>> find(Collection<Decision> decisions) {
    Map<RowKey, Decision> byKey = new LinkedHashMap<>();
    decisions.forEach(decision -> byKey.put(decision.changes().key(), decision));
    Map<String, List<List<String>>> uniqueColumns = indexes.read();
    Map<RowKey, RowKey> leaders = new HashMap<>();
    Map<TableMapping, List<Decision>> byTable = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      byTable
          .computeIfAbsent(decision.changes().mapping(), mapping -> new ArrayList<>())
          .add(decision);
    }
    byTable.forEach(
        (mapping, rows) -> {
          for (List<String> columns :
              uniqueColumns.getOrDefault(mapping.table().name(), List.of())) {
            holders(mapping, columns, rows)
                .forEach(
                    (taker, holder) -> {
                      if (byKey.containsKey(holder)) {
                        leaders.put(leader(leaders, taker), leader(leaders, holder));
                      }
                    });
          }
        });
    Map<RowKey, List<KeyChanges>> groups = new LinkedHashMap<>();
    byKey.forEach(
        (key, decision) ->
            groups
                .computeIfAbsent(leader(leaders, key), leader -> new ArrayList<>())
                .add(decision.changes()));
    return groups.values().stream().filter(group -> group.size() > 1).toList();
  }

  private static RowKey leader(Map<RowKey, RowKey> leaders, RowKey key) {
    RowKey leader = key;
    while (leaders.containsKey(leader) && !leaders.get(leader).equals(leader)) {
      leader = leaders.get(leader);
    }
    return leader;
  }

  /** Who has on the target what these rows want to have. */
  private Map<RowKey, RowKey> holders(
      TableMapping mapping, List<String> columns, List<Decision> rows) {
    String table = mapping.table().name();
    Map<RowKey, RowKey> takers = new HashMap<>();
    for (Decision row : rows) {
      wanted(table, columns, row).ifPresent(wanted -> takers.put(wanted, row.changes().key()));
    }
    Map<RowKey, RowKey> holders = new HashMap<>();
    RowLookup.find(
        client.singleUse(),
        table,
        columns,
        takers.keySet(),
        mapping.table().sourceKey(),
        (wanted, key) -> {
          RowKey holder = RowKey.of(table, key);
          if (!holder.equals(takers.get(wanted))) {
            holders.put(takers.get(wanted), holder);
          }
        });
    return holders;
  }

  private static Optional<RowKey> wanted(String table, List<String> columns, Decision row) {
    List<Value> values = new ArrayList<>();
    for (String column : columns) {
      Value value = row.row().get(column);
      if (value == null || value.isNull()) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(RowKey.of(table, values));
  }
}
