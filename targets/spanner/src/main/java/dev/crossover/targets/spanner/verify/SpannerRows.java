package dev.crossover.targets.spanner.verify;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.KeyRange;
import com.google.cloud.spanner.KeySet;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Value;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.schema.GoogleSql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rows of one target table, by range of source keys and by source keys. */
final class SpannerRows {
  // Spanner allows 950 parameters in a query, and 16 columns in a key.
  private static final int KEYS_PER_QUERY = 50;

  private final Supplier<ReadContext> reads;
  private final ComparedTable compared;
  private final String select;

  /**
   * @param reads one for each read; the same one if all are to see one moment
   */
  SpannerRows(Supplier<ReadContext> reads, ComparedTable compared) {
    this.reads = reads;
    this.compared = compared;
    this.select =
        compared.targetNames().stream().map(TargetBound::ofRow).collect(Collectors.joining(", "));
  }

  boolean canBound(ComparedKey key) {
    return values(key).isPresent();
  }

  RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
    return isPlainRead() ? read(from, to) : query(from, to);
  }

  // A read by key needs no query plan and no sorting. Generated columns that are not stored can
  // only be queried.
  private boolean isPlainRead() {
    return compared.storedInKeyOrder() && !compared.hasGeneratedColumn();
  }

  private RowCursor read(Optional<ComparedKey> from, Optional<ComparedKey> to) {
    KeyRange range =
        KeyRange.newBuilder()
            .setStart(from.map(this::spannerKey).orElseGet(Key::of))
            .setStartType(KeyRange.Endpoint.CLOSED)
            .setEnd(to.map(this::spannerKey).orElseGet(Key::of))
            .setEndType(to.isPresent() ? KeyRange.Endpoint.OPEN : KeyRange.Endpoint.CLOSED)
            .build();
    return new Cursor(
        reads.get().read(compared.table().name(), KeySet.range(range), compared.targetNames()));
  }

  private RowCursor query(Optional<ComparedKey> from, Optional<ComparedKey> to) {
    TargetBound bounds = new TargetBound(keyColumns());
    List<String> conditions = new ArrayList<>();
    from.ifPresent(key -> conditions.add(bounds.atLeast("f", present(key))));
    to.ifPresent(key -> conditions.add(bounds.below("b", present(key))));
    Statement.Builder statement =
        Statement.newBuilder(
            "SELECT %s FROM %s%s ORDER BY %s"
                .formatted(
                    select,
                    from(),
                    conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                    bounds.orderBy()));
    from.ifPresent(key -> bounds.bind(statement, "f", present(key)));
    to.ifPresent(key -> bounds.bind(statement, "b", present(key)));
    return new Cursor(reads.get().executeQuery(statement.build()));
  }

  private final class Cursor implements RowCursor {
    private final ResultSet result;
    private boolean ready;

    Cursor(ResultSet result) {
      this.result = result;
      try {
        this.ready = result.next();
      } catch (SpannerException e) {
        result.close();
        throw failed(e);
      }
    }

    @Override
    public boolean hasNext() {
      return ready;
    }

    @Override
    public EncodedRow next() {
      if (!ready) {
        throw new NoSuchElementException();
      }
      try {
        EncodedRow row = row(result.getCurrentRowAsStruct());
        ready = result.next();
        return row;
      } catch (SpannerException e) {
        throw failed(e);
      }
    }

    @Override
    public void close() {
      result.close();
    }
  }

  /** The rows of these source keys, in any order. */
  RowCursor byKeys(Collection<ComparedKey> keys) {
    List<List<Value>> possible = keys.stream().map(this::values).flatMap(Optional::stream).toList();
    if (possible.isEmpty()) {
      return RowCursor.empty();
    }
    if (isPlainRead()) {
      return readKeys(possible);
    }
    Map<Boolean, List<List<Value>>> byNaN =
        possible.stream().collect(Collectors.partitioningBy(SpannerKeys::hasNaN));
    List<Supplier<RowCursor>> cursors = new ArrayList<>();
    if (!byNaN.get(false).isEmpty()) {
      cursors.add(() -> joinKeys(byNaN.get(false)));
    }
    // NaN equals nothing in a join.
    List<List<Value>> withNaN = byNaN.get(true);
    for (int from = 0; from < withNaN.size(); from += KEYS_PER_QUERY) {
      List<List<Value>> some =
          withNaN.subList(from, Math.min(from + KEYS_PER_QUERY, withNaN.size()));
      cursors.add(() -> queryKeys(some));
    }
    return RowCursor.oneAfterTheOther(cursors);
  }

  private RowCursor readKeys(List<List<Value>> keys) {
    KeySet.Builder set = KeySet.newBuilder();
    keys.forEach(key -> set.addKey(SpannerKeys.of(key)));
    return new Cursor(
        reads.get().read(compared.table().name(), set.build(), compared.targetNames()));
  }

  /** One scan of the table, however many keys there are. */
  private RowCursor joinKeys(List<List<Value>> keys) {
    List<TargetColumn> columns = keyColumns();
    StringBuilder wanted = new StringBuilder("UNNEST(@k0) AS k0 WITH OFFSET AS o0");
    for (int i = 1; i < columns.size(); i++) {
      wanted.append(
          " JOIN UNNEST(@k%1$d) AS k%1$d WITH OFFSET AS o%1$d ON o0 = o%1$d".formatted(i));
    }
    String condition =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "%s = k.k%d".formatted(TargetBound.ofRow(columns.get(i).name()), i))
            .collect(Collectors.joining(" AND "));
    Statement.Builder statement =
        Statement.newBuilder(
            "SELECT %s FROM %s JOIN (SELECT * FROM %s) AS k ON %s"
                .formatted(select, from(), wanted, condition));
    for (int i = 0; i < columns.size(); i++) {
      statement.bind("k" + i).to(SpannerKeys.array(keys, i));
    }
    return new Cursor(reads.get().executeQuery(statement.build()));
  }

  private RowCursor queryKeys(List<List<Value>> keys) {
    TargetBound bounds = new TargetBound(keyColumns());
    Statement.Builder statement =
        Statement.newBuilder(
            "SELECT %s FROM %s WHERE %s"
                .formatted(
                    select,
                    from(),
                    IntStream.range(0, keys.size())
                        .mapToObj(i -> bounds.equal("k" + i + "_", keys.get(i)))
                        .collect(Collectors.joining(" OR "))));
    for (int i = 0; i < keys.size(); i++) {
      bounds.bind(statement, "k" + i + "_", keys.get(i));
    }
    return new Cursor(reads.get().executeQuery(statement.build()));
  }

  private String from() {
    return GoogleSql.quoted(compared.table().name()) + " AS " + TargetBound.ROW;
  }

  private List<TargetColumn> keyColumns() {
    return compared.keyColumns();
  }

  /** The key as Spanner's values; empty if the target's types have no such value. */
  private Optional<List<Value>> values(ComparedKey key) {
    return SpannerKeys.values(keyColumns(), key);
  }

  private List<Value> present(ComparedKey key) {
    return values(key)
        .orElseThrow(() -> new IllegalArgumentException("the target's key cannot hold a bound"));
  }

  private Key spannerKey(ComparedKey key) {
    return SpannerKeys.of(present(key));
  }

  private EncodedRow row(Struct struct) {
    List<byte[]> values = new ArrayList<>(struct.getColumnCount());
    for (int i = 0; i < struct.getColumnCount(); i++) {
      values.add(TargetValue.encode(struct, i));
    }
    List<KeyPart> parts =
        compared.keyIndexes().stream().map(index -> TargetValue.key(struct, index)).toList();
    return new EncodedRow(new ComparedKey(parts), values);
  }

  private TargetException failed(SpannerException cause) {
    return SpannerErrors.cannot(
        "read " + compared.table().name() + " of the target to verify it", cause);
  }
}
