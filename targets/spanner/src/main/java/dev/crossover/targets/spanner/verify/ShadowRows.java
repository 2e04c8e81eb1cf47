package dev.crossover.targets.spanner.verify;

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
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.AppliedKeys;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.schema.GoogleSql;
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
 * A table's shadow table, in which live apply has recorded the position of each key's newest event
 * and the commit timestamp of the transaction that applied it.
 */
final class ShadowRows implements AppliedKeys {
  private static final List<String> MARK =
      List.of(
          "commit_major",
          "commit_minor",
          "major",
          "minor",
          "event_index",
          "file",
          "deleted",
          "applied_at");

  private final DatabaseClient client;
  private final String table;
  private final List<TargetColumn> keyColumns;

  ShadowRows(DatabaseClient client, ComparedTable compared, String prefix) {
    this.client = client;
    this.table = prefix + compared.table().name();
    this.keyColumns = compared.table().sourceKeyColumns();
  }

  @Override
  public Map<ComparedKey, String> marks(Collection<ComparedKey> keys) {
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
    Map<ComparedKey, String> marks = new TreeMap<>();
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

  @Override
  public long countSince(Instant since) {
    try (ResultSet result = client.singleUse().executeQuery(query("SELECT COUNT(*)", since))) {
      result.next();
      return result.getLong(0);
    } catch (SpannerException e) {
      throw failed(e);
    }
  }

  @Override
  public void since(Instant since, int batch, Consumer<List<ComparedKey>> keys) {
    List<ComparedKey> pending = new ArrayList<>(batch);
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

  @Override
  public List<ComparedKey> sample(Instant since, int limit) {
    List<ComparedKey> keys = new ArrayList<>();
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
        .map(GoogleSql::quoted)
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  private Statement query(String select, Instant since) {
    return Statement.newBuilder(
            select + " FROM " + GoogleSql.quoted(table) + " WHERE applied_at >= @since")
        .bind("since")
        .to(Timestamp.ofTimeSecondsAndNanos(since.getEpochSecond(), since.getNano()))
        .build();
  }

  private ComparedKey key(Struct row) {
    List<KeyPart> parts = new ArrayList<>();
    for (int i = 0; i < keyColumns.size(); i++) {
      parts.add(TargetValue.key(row, i));
    }
    return new ComparedKey(parts);
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
            .formatted(table, SpannerErrors.sentence(cause)),
        cause);
  }
}
