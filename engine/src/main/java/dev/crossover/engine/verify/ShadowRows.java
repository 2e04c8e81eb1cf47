package dev.crossover.engine.verify;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetColumn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What live apply has recorded of a table's keys: for every key that an event has touched, the
 * position of its newest event and when it was applied.
 */
final class ShadowRows {
  private static final List<String> MARK =
      List.of("major", "minor", "event_index", "file", "deleted", "applied_at");

  private final DatabaseClient client;
  private final String table;
  private final List<TargetColumn> keyColumns;

  ShadowRows(DatabaseClient client, ComparedTable compared, String prefix) {
    this.client = client;
    this.table = prefix + compared.table().name();
    this.keyColumns = compared.table().sourceKeyColumns();
  }

  /**
   * What is recorded of each key, in a form that changes with every event; keys without are left
   * out.
   */
  Map<RowKey, String> marks(Collection<RowKey> keys) {
    KeySet.Builder set = KeySet.newBuilder();
    List<List<Value>> values =
        keys.stream()
            .map(key -> SpannerKeys.values(keyColumns, key))
            .flatMap(Optional::stream)
            .toList();
    values.forEach(key -> set.addKey(SpannerKeys.of(key)));
    if (values.isEmpty()) {
      return Map.of();
    }
    List<String> names = keyNames();
    List<String> columns = new ArrayList<>(names);
    columns.addAll(MARK);
    Map<RowKey, String> marks = new TreeMap<>();
    try (ResultSet result = client.singleUse().read(table, set.build(), columns)) {
      while (result.next()) {
        Struct row = result.getCurrentRowAsStruct();
        marks.put(key(row), mark(row, names.size()));
      }
    } catch (SpannerException e) {
      throw failed(e);
    }
    return marks;
  }

  private static String mark(Struct row, int first) {
    return IntStream.range(first, row.getColumnCount())
        .mapToObj(column -> row.getValue(column).toString())
        .collect(Collectors.joining("/"));
  }

  /** The number of keys that were applied at or after a time of the target. */
  long countSince(Instant since) {
    try (ResultSet result = client.singleUse().executeQuery(query("SELECT COUNT(*)", since))) {
      result.next();
      return result.getLong(0);
    } catch (SpannerException e) {
      throw failed(e);
    }
  }

  /** Hands over the keys that were applied at or after a time of the target, in batches. */
  void since(Instant since, int batch, Consumer<List<RowKey>> keys) {
    List<RowKey> pending = new ArrayList<>(batch);
    try (ResultSet result = client.singleUse().executeQuery(query(selectKeys(), since))) {
      while (result.next()) {
        pending.add(key(result.getCurrentRowAsStruct()));
        if (pending.size() == batch) {
          keys.accept(List.copyOf(pending));
          pending.clear();
        }
      }
    } catch (SpannerException e) {
      throw failed(e);
    }
    if (!pending.isEmpty()) {
      keys.accept(pending);
    }
  }

  /** At most {@code limit} of the keys that were applied at or after a time of the target. */
  List<RowKey> sample(Instant since, int limit) {
    List<RowKey> keys = new ArrayList<>();
    try (ResultSet result = client.singleUse().executeQuery(query(selectKeys(), since))) {
      while (keys.size() < limit && result.next()) {
        keys.add(key(result.getCurrentRowAsStruct()));
      }
    } catch (SpannerException e) {
      throw failed(e);
    }
    return keys;
  }

  private String selectKeys() {
    return keyNames().stream()
        .map(Sql::backquoted)
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private Statement query(String select, Instant since) {
    return Statement.newBuilder(
            select + " FROM " + Sql.backquoted(table) + " WHERE applied_at >= @since")
        .bind("since")
        .to(Timestamp.ofTimeSecondsAndNanos(since.getEpochSecond(), since.getNano()))
        .build();
  }

  private RowKey key(Struct row) {
    List<KeyPart> parts = new ArrayList<>();
    for (int i = 0; i < keyColumns.size(); i++) {
      parts.add(TargetValue.key(row, i));
    }
    return new RowKey(parts);
  }

  /** The shadow table's own key columns, in the order of the source's key. */
  private List<String> keyNames() {
    Statement statement =
        Statement.newBuilder(
                "SELECT column_name FROM information_schema.index_columns"
                    + " WHERE table_schema = '' AND table_name = @table"
                    + " AND index_name = 'PRIMARY_KEY' ORDER BY ordinal_position")
            .bind("table")
            .to(table)
            .build();
    List<String> names = new ArrayList<>();
    try (ResultSet result = client.singleUse().executeQuery(statement)) {
      while (result.next()) {
        names.add(result.getString(0));
      }
    } catch (SpannerException e) {
      throw failed(e);
    }
    if (names.size() != keyColumns.size()) {
      throw new TargetException(
          "the shadow table %s must have %d key columns, got %s; has live apply started?"
              .formatted(table, keyColumns.size(), names));
    }
    return names;
  }

  private TargetException failed(SpannerException cause) {
    return new TargetException(
        "cannot read the shadow table %s (%s); has live apply started?"
            .formatted(table, cause.getErrorCode()),
        cause);
  }
}
