package dev.crossover.engine.apply;

import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.RowLookup;
import dev.crossover.engine.target.TargetKey;
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
final class MissingParents {
  private final RowLookup lookup;
  private final Map<String, TargetTable> tables;

  MissingParents(RowLookup lookup, Map<String, TargetTable> tables) {
    this.lookup = lookup;
    this.tables = tables;
  }

  /**
   * A parent that an upsert needs.
   *
   * @param key what the parent must hold in these columns
   */
  private record Parent(String table, List<String> columns, TargetKey key) {
    String where() {
      return table + columns;
    }
  }

  /** The source keys of those decisions whose parent is missing, and what is missing. */
  Map<TargetKey, String> find(List<Decision> decisions) {
    Map<Decision, List<Parent>> needed = new LinkedHashMap<>();
    for (Decision decision : decisions) {
      needed.put(decision, parents(decision));
    }
    Set<Parent> missing = new LinkedHashSet<>();
    needed.values().forEach(missing::addAll);
    missing.removeAll(written(decisions, missing));
    missing.removeAll(existing(missing));
    Map<TargetKey, String> early = new LinkedHashMap<>();
    needed.forEach(
        (decision, parents) ->
            parents.stream()
                .filter(missing::contains)
                .findFirst()
                .ifPresent(
                    parent ->
                        early.put(
                            decision.changes().key(),
                            "its parent row is missing in %s (%s)"
                                .formatted(parent.table(), String.join(", ", parent.columns())))));
    return early;
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
    return decision
        .changes()
        .mapping()
        .key(columns, decision.row())
        .map(key -> new Parent(table, parentColumns, new TargetKey(table, key.parts())));
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
      lookup
          .find(
              first.table(),
              first.columns(),
              parents.stream().map(Parent::key).toList(),
              first.columns())
          .keySet()
          .forEach(key -> existing.add(new Parent(first.table(), first.columns(), key)));
    }
    return existing;
  }
}
