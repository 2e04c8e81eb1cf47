package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Orders tables so that parents come before children. A foreign key inside a cycle of tables is
 * left to after cutover, since no order of single rows satisfies it.
 */
final class TableLevels {
  private final List<TableDraft> tables;
  private final Map<TableName, List<TableName>> parents = new HashMap<>();
  private final Map<TableName, Integer> cycles = new HashMap<>();

  // Tarjan's algorithm: a cycle is a strongly connected component.
  private final Map<TableName, Integer> order = new HashMap<>();
  private final Map<TableName, Integer> lowest = new HashMap<>();
  private final Deque<TableName> open = new ArrayDeque<>();

  TableLevels(List<TableDraft> tables, List<ForeignKeyDraft> foreignKeys) {
    this.tables = tables;
    connect(foreignKeys, key -> true);
    tables.forEach(table -> visit(table.source().name()));
  }

  private void connect(List<ForeignKeyDraft> foreignKeys, Predicate<ForeignKeyDraft> counts) {
    parents.clear();
    for (TableDraft table : tables) {
      List<TableName> above = new ArrayList<>();
      table.parent().ifPresent(parent -> above.add(parent.source().name()));
      parents.put(table.source().name(), above);
    }
    foreignKeys.stream()
        .filter(counts)
        .forEach(key -> parents.get(key.child().source().name()).add(key.parent().source().name()));
  }

  private void visit(TableName table) {
    if (order.containsKey(table)) {
      return;
    }
    order.put(table, order.size());
    lowest.put(table, order.get(table));
    open.push(table);
    for (TableName parent : parents.get(table)) {
      visit(parent);
      if (!cycles.containsKey(parent)) {
        lowest.merge(table, lowest.get(parent), Math::min);
      }
    }
    if (lowest.get(table).equals(order.get(table))) {
      TableName member;
      do {
        member = open.pop();
        cycles.put(member, order.get(table));
      } while (!member.equals(table));
    }
  }

  /** Whether a foreign key must wait until after cutover. */
  boolean closesCycle(ForeignKeyDraft key) {
    return cycles.get(key.child().source().name()).equals(cycles.get(key.parent().source().name()));
  }

  /** The level of every table, by the foreign keys that do not wait. */
  Map<TableName, Integer> levels(List<ForeignKeyDraft> foreignKeys) {
    connect(foreignKeys, key -> !key.target().afterCutover());
    Map<TableName, Integer> levels = new HashMap<>();
    tables.forEach(table -> level(table.source().name(), levels));
    return levels;
  }

  private int level(TableName table, Map<TableName, Integer> levels) {
    Integer known = levels.get(table);
    if (known != null) {
      return known;
    }
    int level = 0;
    for (TableName parent : parents.get(table)) {
      level = Math.max(level, level(parent, levels) + 1);
    }
    levels.put(table, level);
    return level;
  }
}
