package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Mapping;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SourceTable.SourceForeignKey;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.targets.spanner.schema.TableDraft.ColumnDraft;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts tables under the parents that the mapping file names. A child's key then begins with its
 * parent's key, under the parent's column names; both are rules of Spanner.
 */
final class Interleaving {
  private final Mapping mapping;
  private final Findings findings;
  private final Map<TableName, TableDraft> drafts = new LinkedHashMap<>();
  private final Map<TableName, TableDraft> done = new HashMap<>();

  Interleaving(Mapping mapping, Findings findings) {
    this.mapping = mapping;
    this.findings = findings;
  }

  List<TableDraft> interleave(List<TableDraft> tables) {
    tables.forEach(table -> drafts.put(table.source().name(), table));
    tables.forEach(table -> settle(table.source().name(), new LinkedHashSet<>()));
    return tables.stream().map(table -> done.get(table.source().name())).toList();
  }

  private TableDraft settle(TableName name, Set<TableName> below) {
    TableDraft settled = done.get(name);
    if (settled != null) {
      return settled;
    }
    TableDraft draft = drafts.get(name);
    Optional<TableName> parent = mapping.table(name).interleaveIn();
    TableDraft result = parent.isEmpty() ? draft : under(draft, parent.get(), below);
    done.put(name, result);
    return result;
  }

  private TableDraft under(TableDraft child, TableName parentName, Set<TableName> below) {
    below.add(child.source().name());
    if (below.contains(parentName)) {
      return refuse(child, parentName, "the tables would be inside each other");
    }
    if (!drafts.containsKey(parentName)) {
      return refuse(child, parentName, "that table is not moved");
    }
    TableDraft parent = settle(parentName, below);
    if (child.hasUnloggedChanges() || parent.hasUnloggedChanges()) {
      return refuse(
          child,
          parentName,
          "rows of one of the two change without a line in the source's log, and no parent could"
              + " go before its children");
    }
    Optional<Map<String, String>> columns = childColumns(child, parent);
    if (columns.isEmpty()) {
      return refuse(
          child,
          parentName,
          "no foreign key leads from it to every column of the parent's key "
              + parent.primaryKey());
    }
    Optional<String> obstacle = obstacle(child, parent, columns.get());
    return obstacle.isPresent()
        ? refuse(child, parentName, obstacle.get())
        : place(child, parent, columns.get());
  }

  private TableDraft refuse(TableDraft child, TableName parent, String found) {
    findings.refuse(
        "table " + child.source().name(),
        "the mapping file interleaves it in %s, but %s".formatted(parent, found),
        "a moved parent whose whole key the child refers to by NOT NULL columns of the same types",
        "correct or remove \"interleave_in\" in the mapping file");
    return child;
  }

  /** The child's source column for each column of the parent's target key. */
  private static Optional<Map<String, String>> childColumns(TableDraft child, TableDraft parent) {
    return child.source().foreignKeys().stream()
        .filter(key -> key.parent().equals(parent.source().name()) && key.obstacle().isEmpty())
        .map(key -> childColumns(key, parent))
        .filter(columns -> columns.size() == parent.primaryKey().size())
        .findFirst();
  }

  private static Map<String, String> childColumns(SourceForeignKey key, TableDraft parent) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String target : parent.primaryKey()) {
      int place = key.parentColumns().indexOf(parent.column(target).source());
      if (place >= 0) {
        columns.put(target, key.columns().get(place));
      }
    }
    return columns;
  }

  private Optional<String> obstacle(
      TableDraft child, TableDraft parent, Map<String, String> columns) {
    for (Map.Entry<String, String> pair : columns.entrySet()) {
      Optional<ColumnDraft> column = child.bySource(pair.getValue());
      if (column.isEmpty() || column.get().target().nullable()) {
        return Optional.of("its column %s can be NULL or is skipped".formatted(pair.getValue()));
      }
      SpannerType parentType = SpannerType.of(parent.column(pair.getKey()).type());
      if (!SpannerType.of(column.get().target().type()).equals(parentType)) {
        return Optional.of(
            "its column %s is %s and the parent's %s is %s"
                .formatted(
                    pair.getValue(),
                    SpannerType.of(column.get().target().type()).ddl(),
                    pair.getKey(),
                    parentType.ddl()));
      }
      boolean taken =
          child.columns().stream()
              .anyMatch(
                  other ->
                      other.target().name().equalsIgnoreCase(pair.getKey())
                          && !other.source().name().equals(pair.getValue()));
      if (taken) {
        return Optional.of(
            "both have a column %s that means something else; rename the parent's key column, such as to %s_%s,"
                    .formatted(pair.getKey(), parent.name(), pair.getKey())
                + " or the child's");
      }
    }
    return Optional.empty();
  }

  private TableDraft place(TableDraft child, TableDraft parent, Map<String, String> columns) {
    Map<String, String> newNames = new HashMap<>();
    columns.forEach((target, source) -> newNames.put(source, target));
    List<ColumnDraft> renamed =
        child.columns().stream().map(column -> rename(child, column, newNames)).toList();
    List<String> sourceKey =
        child.source().primaryKey().orElseThrow().columns().stream()
            .map(column -> nameIn(renamed, column))
            .toList();
    List<String> primaryKey = new ArrayList<>(parent.primaryKey());
    sourceKey.stream().filter(column -> !primaryKey.contains(column)).forEach(primaryKey::add);
    if (!primaryKey.equals(sourceKey)) {
      findings.note(
          Note.Kind.CHANGED,
          "table " + child.source().name(),
          "its key is "
              + primaryKey
              + " in the target, since it is interleaved in "
              + parent.name());
    }
    return new TableDraft(
        child.source(), child.name(), renamed, primaryKey, sourceKey, Optional.of(parent));
  }

  private ColumnDraft rename(TableDraft child, ColumnDraft draft, Map<String, String> newNames) {
    TargetColumn old = draft.target();
    String name = newNames.getOrDefault(draft.source().name(), old.name());
    if (name.equals(old.name())) {
      return draft;
    }
    findings.note(
        Note.Kind.RENAMED,
        "column " + child.source().name() + "." + draft.source().name(),
        "is " + name + " in the target, like the parent's key column");
    return new ColumnDraft(
        draft.source(),
        new TargetColumn(
            old.source(), old.sourceType(), name, old.type(), old.nullable(), old.generated()),
        draft.generatedAs());
  }

  private static String nameIn(List<ColumnDraft> columns, String source) {
    return columns.stream()
        .filter(column -> column.source().name().equals(source))
        .map(column -> column.target().name())
        .findFirst()
        .orElse(source);
  }
}
