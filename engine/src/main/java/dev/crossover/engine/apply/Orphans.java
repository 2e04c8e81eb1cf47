package dev.crossover.engine.apply;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the upserts of a refused group whose parent row is nowhere. One query for each parent table
 * sorts out thousands of early children, where splitting the group would need a transaction for
 * each.
 */
final class Orphans {
  private final DatabaseClient client;
  private final Map<String, TargetTable> tables;

  Orphans(DatabaseClient client, Map<String, TargetTable> tables) {
    this.client = client;
    this.tables = tables;
  }

  /**
   * A parent that an upsert needs.
   *
   * @param key what the parent must hold in these columns
   */
  private record Parent(String table, List<String> columns, RowKey key) {
    String where() {
      return table + columns;
    }
  }

  /** The source keys of those decisions whose parent is missing, and what is missing. */
  Map<RowKey, String> find(List<Decision> decisions) {
    Map<Decision, List<Parent>> needed = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      needed.put(decision, parents(decision));
    }
    Set<Parent> missing = new LinkedHashSet<>();
    needed.values().forEach(missing::addAll);
    missing.removeAll(written(decisions, missing));
    missing.removeAll(existing(missing));
    Map<RowKey, String> orphans = new LinkedHashMap<>();
    needed.forEach(
        (decision, parents) ->
            parents.stream()
                .filter(missing::contains)
                .findFirst()
                .ifPresent(
                    parent ->
                        orphans.put(
                            decision.changes().key(),
                            "its parent row is missing in %s (%s)"
                                .formatted(parent.table(), String.join(", ", parent.columns())))));
    return orphans;
  }

  private List<Parent> parents(Decision decision) {
    if (decision.row().isEmpty()) {
      return List.of();
    }
    TargetTable table = decision.changes().mapping().table();
    List<Parent> parents = new ArrayList<>();
    for (TargetForeignKey foreignKey : table.foreignKeys()) {
      if (!foreignKey.afterCutover()) {
        parent(foreignKey.parent(), foreignKey.parentColumns(), foreignKey.columns(), decision)
            .ifPresent(parents::add);
      }
    }
    table
        .interleavedIn()
        .map(tables::get)
        .flatMap(
            parent -> {
              List<String> columns = parent.primaryKey();
              List<String> own = table.primaryKey().subList(0, columns.size());
              return parent(parent.name(), columns, own, decision);
            })
        .ifPresent(parents::add);
    return parents;
  }

  /** A foreign key with a NULL needs no parent; a generated column is known to the target only. */
  private static Optional<Parent> parent(
      String table, List<String> parentColumns, List<String> columns, Decision decision) {
    List<Value> values = new ArrayList<>();
    for (String column : columns) {
      Value value = decision.row().get(column);
      if (value == null || value.isNull()) {
        return Optional.empty();
      }
      values.add(value);
    }
    return Optional.of(new Parent(table, parentColumns, RowKey.of(table, values)));
  }

  /** The parents that the group itself writes. */
  private static Set<Parent> written(List<Decision> decisions, Set<Parent> wanted) {
    Map<String, Set<List<String>>> columnsByTable = new HashMap<>();
    for (Parent parent : wanted) {
      columnsByTable
          .computeIfAbsent(parent.table(), table -> new LinkedHashSet<>())
          .add(parent.columns());
    }
    Set<Parent> written = new HashSet<>();
    for (Decision decision : decisions) {
      String table = decision.changes().mapping().table().name();
      for (List<String> columns : columnsByTable.getOrDefault(table, Set.of())) {
        parent(table, columns, columns, decision).ifPresent(written::add);
      }
    }
    return written;
  }

  private Set<Parent> existing(Set<Parent> wanted) {
    Map<String, List<Parent>> byColumns = new LinkedHashMap<>();
    wanted.forEach(
        parent ->
            byColumns.computeIfAbsent(parent.where(), where -> new ArrayList<>()).add(parent));
    Set<Parent> existing = new HashSet<>();
    for (List<Parent> parents : byColumns.values()) {
      Parent first = parents.get(0);
      RowLookup.find(
          client.singleUse(),
          first.table(),
          first.columns(),
          parents.stream().map(Parent::key).toList(),
          first.columns(),
          (key, values) -> existing.add(new Parent(first.table(), first.columns(), key)));
    }
    return existing;
  }
}
