package dev.crossover.engine.rows;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.rows.Partition.KeyBound;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A source whose tables are lists. Its text form of a value is {@code toString}; keys are of
 * comparable values.
 */
public final class InMemoryRows implements RowSource {
  private final Map<TableName, List<Row>> tables = new HashMap<>();
  private final Map<KeyBound, List<Object>> bounds = new ConcurrentHashMap<>();
  private Consumer<TargetTable> beforeRead = table -> {};
  private Consumer<TargetTable> beforeFind = table -> {};
  private final List<Runnable> unseen = new ArrayList<>();
  private long position = 1;

  /** Adds a row. */
  public synchronized void insert(TargetTable table, Object... values) {
    tables
        .computeIfAbsent(table.source(), none -> new ArrayList<>())
        .add(new Row(Arrays.asList(values)));
    position++;
  }

  /** Deletes the rows for which the condition holds. */
  public synchronized void delete(TargetTable table, Predicate<List<Object>> condition) {
    tables
        .getOrDefault(table.source(), new ArrayList<>())
        .removeIf(row -> condition.test(row.values()));
    position++;
  }

  /** A change that stands in the log, and that {@link #snapshot} does not see yet. */
  public synchronized void logUnseen(Runnable change) {
    unseen.add(change);
  }

  /** Something that happens each time just before a partition of a table is read. */
  public void beforeRead(Consumer<TargetTable> event) {
    beforeRead = event;
  }

  /** Something that happens each time just before a single row is looked for. */
  public void beforeFind(Consumer<TargetTable> event) {
    beforeFind = event;
  }

  @Override
  public synchronized LogPosition position() {
    return LogPosition.of(position, 0);
  }

  @Override
  public long estimatedRows(TargetTable table) {
    return sorted(table).size();
  }

  @Override
  public List<Partition> cut(TargetTable table, int rows) {
    List<Row> all = sorted(table);
    List<Partition> partitions = new ArrayList<>();
    Optional<KeyBound> from = Optional.empty();
    for (int end = rows; end < all.size(); end += rows) {
      List<Object> key = key(table, all.get(end));
      KeyBound bound = new KeyBound(key.stream().map(Object::toString).toList());
      bounds.put(bound, key);
      partitions.add(new Partition(table.source(), partitions.size(), from, Optional.of(bound)));
      from = Optional.of(bound);
    }
    partitions.add(new Partition(table.source(), partitions.size(), from, Optional.empty()));
    return partitions;
  }

  @Override
  public void read(TargetTable table, Partition partition, Consumer<Row> consumer) {
    beforeRead.accept(table);
    sorted(table).stream().filter(row -> holds(table, partition, row)).forEach(consumer);
  }

  private boolean holds(TargetTable table, Partition partition, Row row) {
    List<Object> key = key(table, row);
    return partition.from().map(bounds::get).map(from -> compare(key, from) >= 0).orElse(true)
        && partition.to().map(bounds::get).map(to -> compare(key, to) < 0).orElse(true);
  }

  private synchronized List<Row> sorted(TargetTable table) {
    return tables.getOrDefault(table.source(), List.of()).stream()
        .sorted((one, other) -> compare(key(table, one), key(table, other)))
        .toList();
  }

  private static List<Object> key(TargetTable table, Row row) {
    return table.sourceKeyColumns().stream()
        .map(column -> row.values().get(table.writtenColumns().indexOf(column)))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static int compare(List<Object> one, List<Object> other) {
    for (int i = 0; i < one.size(); i++) {
      int order = ((Comparable<Object>) one.get(i)).compareTo(other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public synchronized Snapshot snapshot() {
    Map<TableName, List<Row>> moment = new HashMap<>();
    tables.forEach((table, rows) -> moment.put(table, List.copyOf(rows)));
    return new Snapshot() {
      @Override
      public Optional<Row> find(TargetTable table, Map<String, String> values) {
        beforeFind.accept(table);
        return moment.getOrDefault(table.source(), List.of()).stream()
            .filter(row -> matches(table, row, values))
            .findFirst();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public synchronized Snapshot snapshotOfAllLogged() {
    unseen.forEach(Runnable::run);
    unseen.clear();
    return snapshot();
  }

  private static boolean matches(TargetTable table, Row row, Map<String, String> values) {
    List<TargetColumn> columns = table.writtenColumns();
    for (int i = 0; i < columns.size(); i++) {
      String wanted = values.get(columns.get(i).source());
      Object value = row.values().get(i);
      if (wanted != null && (value == null || !wanted.equals(value.toString()))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public SourceText text() {
    return (value, type) -> value.toString();
  }
}
