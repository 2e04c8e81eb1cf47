package dev.crossover.engine.bulk;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.RowWriter;
import dev.crossover.engine.target.RowsRefusedException;
import dev.crossover.engine.target.RowsRefusedException.Reason;
import dev.crossover.engine.target.Target;
import dev.crossover.engine.target.TargetValues;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Loads one row again, as the source has it now, together with the parents that it needs.
 *
 * <p>While a bulk load reads, the source goes on: a child that is read now may belong to a parent
 * that came after the parent's table was read, or have a unique value that a loaded row has given
 * up since. One snapshot of the source holds them all as they go together. Safe for many threads.
 */
public final class ReloadRow {
  private final RowSource source;
  private final TargetSchema schema;
  private final TargetValues values;
  private final RowWriter writer;
  private final UniqueValueOwners owners;

  private ReloadRow(RowSource source, Target target, TargetSchema schema, RowWriter writer) {
    this.source = source;
    this.schema = schema;
    this.values = target.values(source.text());
    this.writer = writer;
    this.owners = new UniqueValueOwners(target, source.text());
  }

  /** Writes every row; live apply must not have begun. */
  static ReloadRow whileBulkLoads(RowSource source, Target target, TargetSchema schema) {
    return new ReloadRow(source, target, schema, target.rowWriter());
  }

  /** Leaves rows alone that live apply has touched. */
  static ReloadRow besideLiveApply(RowSource source, Target target, TargetSchema schema) {
    return new ReloadRow(
        source,
        target,
        schema,
        new UntouchedRows(target.applyTransactions(), target.values(source.text())));
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** The row, or a newer one of its key, is on the target. */
    record Loaded() implements Outcome {}

    /** The source has no such row any more. */
    record Gone() implements Outcome {}

    /**
     * The target cannot hold the row, or one of its parents.
     *
     * @param row as the source has it now
     */
    record Refused(Row row, String reason) implements Outcome {}
  }

  /**
   * @param key source column name to the source's text form, for the columns of the source's key
   * @throws TargetException if the target does not work
   */
  public Outcome reload(TargetTable table, Map<String, String> key) {
    try (RowSource.Snapshot snapshot = source.snapshot()) {
      return snapshot
          .find(table, key)
          .map(row -> reload(snapshot, table, row))
          .orElseGet(Outcome.Gone::new);
    }
  }

  private Outcome reload(RowSource.Snapshot snapshot, TargetTable table, Row row) {
    Family family = new Family();
    try {
      family.add(snapshot, table, row);
      return commit(snapshot, family)
          .<Outcome>map(refusal -> new Outcome.Refused(row, refusal.getMessage()))
          .orElseGet(Outcome.Loaded::new);
    } catch (UnconvertibleValueException e) {
      return new Outcome.Refused(row, e.getMessage());
    }
  }

  /**
   * Loads rows of a table again, in one commit if the target takes them together.
   *
   * @param keys as {@link #reload(TargetTable, Map)} has them
   * @return what came of each, in the order of the keys
   */
  List<Outcome> reload(TargetTable table, List<Map<String, String>> keys) {
    return together(table, keys)
        .orElseGet(() -> keys.stream().map(key -> reload(table, key)).toList());
  }

  /** Empty if one of the rows cannot be loaded. */
  private Optional<List<Outcome>> together(TargetTable table, List<Map<String, String>> keys) {
    Family family = new Family();
    List<Outcome> outcomes = new ArrayList<>();
    try (RowSource.Snapshot snapshot = source.snapshot()) {
      for (Map<String, String> key : keys) {
        Optional<Row> row = snapshot.find(table, key);
        outcomes.add(row.isPresent() ? new Outcome.Loaded() : new Outcome.Gone());
        row.ifPresent(present -> family.add(snapshot, table, present));
      }
      return family.rows.isEmpty() || commit(snapshot, family).isEmpty()
          ? Optional.of(outcomes)
          : Optional.empty();
    } catch (UnconvertibleValueException e) {
      return Optional.empty();
    }
  }

  /** Empty if all rows of the family are on the target now. */
  private Optional<RowsRefusedException> commit(RowSource.Snapshot snapshot, Family family) {
    while (true) {
      try {
        writer.write(LoadedRow.targets(family.rows));
        return Optional.empty();
      } catch (RowsRefusedException e) {
        boolean grown = e.reason() == Reason.UNIQUE_VALUE_TAKEN && family.addOwners(snapshot);
        if (!grown) {
          return Optional.of(e);
        }
      }
    }
  }

  /** A row behind its parents and their parents. */
  private final class Family {
    private final List<LoadedRow> rows = new ArrayList<>();
    private final Set<Map.Entry<String, Map<String, String>>> seen = new HashSet<>();

    void add(RowSource.Snapshot snapshot, TargetTable table, Row row) {
      Map<String, String> texts = SourceValues.of(table, row, source.text());
      Map<String, String> key = SourceValues.only(texts, SourceValues.keyColumns(table));
      if (!seen.add(Map.entry(table.name(), key))) {
        return;
      }
      for (Reference reference : references(table)) {
        reference
            .parentKey(texts)
            .flatMap(parentKey -> snapshot.find(reference.parent(), parentKey))
            .ifPresent(parentRow -> add(snapshot, reference.parent(), parentRow));
      }
      rows.add(LoadedRow.of(table, row, values));
    }

    /**
     * Adds, as they are now, the rows that have unique values of this family on the target.
     *
     * @return whether there are any that were not in it yet
     */
    boolean addOwners(RowSource.Snapshot snapshot) {
      List<LoadedRow> before = List.copyOf(rows);
      // Who gives a value up comes before who takes it.
      rows.clear();
      for (LoadedRow row : before) {
        for (Map<String, String> key : owners.of(row.target())) {
          snapshot.find(row.table(), key).ifPresent(owner -> add(snapshot, row.table(), owner));
        }
      }
      boolean grown = !rows.isEmpty();
      rows.addAll(before);
      return grown;
    }
  }

  /**
   * A way from a child to its parent.
   *
   * @param columns the child's column to the parent's
   */
  private record Reference(TargetTable parent, Map<TargetColumn, TargetColumn> columns) {
    /** Empty if one of the columns is NULL: then there is no parent. */
    Optional<Map<String, String>> parentKey(Map<String, String> values) {
      Map<String, String> key = new LinkedHashMap<>();
      columns.forEach((own, parents) -> key.put(parents.source(), values.get(own.source())));
      return key.values().stream().allMatch(Objects::nonNull) ? Optional.of(key) : Optional.empty();
    }
  }

  private List<Reference> references(TargetTable table) {
    List<Reference> references = new ArrayList<>();
    for (TargetForeignKey key : table.foreignKeys()) {
      // What comes after cutover may be circular, and is not checked while loading.
      if (!key.afterCutover()) {
        references.add(reference(table, key.columns(), byName(key.parent()), key.parentColumns()));
      }
    }
    table
        .interleavedIn()
        .map(this::byName)
        .ifPresent(
            parent -> {
              // An interleaved table's key begins with the parent's.
              List<String> parentKey = parent.primaryKey();
              references.add(
                  reference(
                      table, table.primaryKey().subList(0, parentKey.size()), parent, parentKey));
            });
    return references;
  }

  private static Reference reference(
      TargetTable table, List<String> columns, TargetTable parent, List<String> parentColumns) {
    Map<TargetColumn, TargetColumn> pairs = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      pairs.put(table.column(columns.get(i)), parent.column(parentColumns.get(i)));
    }
    return new Reference(parent, pairs);
  }

  private TargetTable byName(String name) {
    return schema.tables().stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the target schema has no table " + name));
  }
}
