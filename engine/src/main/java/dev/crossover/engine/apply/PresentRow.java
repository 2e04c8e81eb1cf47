package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.CommitHint;
import dev.crossover.engine.changes.CommitTime;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Makes of a change that cannot be applied the one that leaves its row as the source has it now.
 *
 * <p>It keeps the change's place in the order: what the source holds now is at least as new, and
 * every change in between stands higher and is applied over it. So it is read from a moment that
 * has everything of the log, and not from one that has yet to see this very change.
 */
public final class PresentRow {
  private final RowSource source;
  private final TargetSchema schema;
  private final Function<TableName, Set<String>> sourceColumns;
  private final Supplier<Instant> sourceTime;

  /**
   * @param sourceColumns the columns that a table has now
   * @param sourceTime what time it is now by the clock that dates the source's commits
   */
  public PresentRow(
      RowSource source,
      TargetSchema schema,
      Function<TableName, Set<String>> sourceColumns,
      Supplier<Instant> sourceTime) {
    this.source = source;
    this.schema = schema;
    this.sourceColumns = sourceColumns;
    this.sourceTime = sourceTime;
  }

  /**
   * @return empty if the change does not say which row it is about, or has a column that the source
   *     still has and the target lacks: leaving it out would lose its values
   */
  Optional<ChangeRecord.Change> of(ChangeRecord.Change change) {
    return of(change, change.event());
  }

  /**
   * As {@link #of}, where another change of the same key decides the row: takes its place.
   *
   * @param decided what decided the row before the source is read
   */
  Optional<ChangeRecord.Change> inThePlaceOf(ChangeVersion decided, ChangeRecord.Change change) {
    ChangeEvent event = change.event();
    return of(
        change,
        new ChangeEvent(
            event.table(),
            event.kind(),
            event.values(),
            decided.position(),
            event.commit(),
            event.file(),
            decided.index() + 1));
  }

  /**
   * Of each of some changes the one that leaves its row as the source has it now, all at one
   * moment.
   *
   * @param changes of this table; their values are its key and no more
   */
  public List<ChangeEvent> inThePlaceOf(TargetTable table, List<ChangeEvent> changes) {
    try (RowSource.Snapshot snapshot = source.snapshot()) {
      return changes.stream()
          .map(event -> now(snapshot, table, event, key(table, event).orElseThrow()))
          .toList();
    }
  }

  private Optional<ChangeRecord.Change> of(ChangeRecord.Change change, ChangeEvent event) {
    return schema
        .bySource(event.table())
        .filter(table -> !losesAColumn(table, event))
        .flatMap(
            table ->
                key(table, event)
                    .map(key -> new ChangeRecord.Change(now(table, event, key), change.raw())));
  }

  private boolean losesAColumn(TargetTable table, ChangeEvent event) {
    Set<String> unknown = new HashSet<>(event.values().keySet());
    table.columns().forEach(column -> unknown.remove(column.source()));
    table.skippedColumns().forEach(unknown::remove);
    return !unknown.isEmpty()
        && sourceColumns.apply(event.table()).stream().anyMatch(unknown::contains);
  }

  /** Source column name to the source's text form; empty if a key column is missing or NULL. */
  private Optional<Map<String, String>> key(TargetTable table, ChangeEvent event) {
    List<TargetColumn> columns = table.sourceKeyColumns();
    if (columns.stream()
        .map(column -> event.values().get(column.source()))
        .anyMatch(Objects::isNull)) {
      return Optional.empty();
    }
    Map<String, String> key = new HashMap<>();
    columns.forEach(
        column ->
            key.put(
                column.source(),
                source.text().of(event.values().get(column.source()), column.sourceType())));
    return Optional.of(key);
  }

  private ChangeEvent now(TargetTable table, ChangeEvent event, Map<String, String> key) {
    // Before the snapshot: what commits after this moment need not be in it.
    Optional<Long> read = event.commit().map(hint -> sourceTime.get().toEpochMilli());
    try (RowSource.Snapshot snapshot = source.snapshotOfAllLogged()) {
      ChangeEvent now = now(snapshot, table, event, key);
      return new ChangeEvent(
          now.table(),
          now.kind(),
          now.values(),
          now.position(),
          read.map(millis -> new CommitHint(new CommitTime(0, millis), now.kind() == Kind.UPSERT)),
          now.file(),
          now.index());
    }
  }

  private static ChangeEvent now(
      RowSource.Snapshot snapshot, TargetTable table, ChangeEvent event, Map<String, String> key) {
    Optional<Row> row = snapshot.find(table, key);
    Map<String, Object> values = new HashMap<>();
    row.ifPresentOrElse(
        present -> putAll(table, present, values),
        () -> key.keySet().forEach(name -> values.put(name, event.values().get(name))));
    return new ChangeEvent(
        event.table(),
        row.isPresent() ? Kind.UPSERT : Kind.DELETE,
        values,
        event.position(),
        event.file(),
        event.index());
  }

  private static void putAll(TargetTable table, Row row, Map<String, Object> values) {
    List<TargetColumn> columns = table.writtenColumns();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i).source(), row.values().get(i));
    }
  }
}
