package dev.crossover.sources.postgresql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.sources.postgresql.sql.Identifiers;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.TextRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;

/** The rows of one source table, by range of keys and by keys, each value as text. */
final class PostgresqlRowReader implements SourceRowReader {
  private final PostgresqlDatabase database;
  private final ComparedTable compared;
  private final List<ComparedColumn> columns;
  private final List<ComparedColumn> keyColumns;
  private final SourceLayout layout;
  private final List<KeyOrder> orders;

  private PostgresqlRowReader(
      PostgresqlDatabase database, ComparedTable compared, SourceLayout layout) {
    this.database = database;
    this.compared = compared;
    this.layout = layout;
    this.columns = compared.columns().stream().map(ComparedColumn::of).toList();
    this.keyColumns = compared.keyIndexes().stream().map(columns::get).toList();
    this.orders = keyColumns.stream().map(key -> key.order(layout)).toList();
  }

  /**
   * @throws SourceException if the table is not there
   */
  static PostgresqlRowReader open(PostgresqlDatabase database, ComparedTable compared) {
    try (Connection connection = database.connectToRead()) {
      return new PostgresqlRowReader(
          database, compared, SourceLayout.read(connection, compared.table().source()));
    } catch (SQLException e) {
      throw failed(compared, e);
    }
  }

  @Override
  public long estimatedRows() {
    return layout.rows();
  }

  @Override
  public boolean indexed() {
    return orders.stream().allMatch(KeyOrder::indexed);
  }

  @Override
  public Snapshot snapshot() {
    Connection connection = database.connectToRead();
    try {
      // A cursor that does not fetch all rows at once needs a transaction.
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      return new ReadOnlySnapshot(connection);
    } catch (SQLException e) {
      closeQuietly(connection);
      throw failed(compared, e);
    }
  }

  /** A read-only transaction that sees one moment. */
  private final class ReadOnlySnapshot implements Snapshot {
    private final Connection connection;

    ReadOnlySnapshot(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Optional<ComparedKey> cut(Optional<ComparedKey> from, long rows) {
      String sql =
          "SELECT %s FROM %s%s ORDER BY %s OFFSET %d LIMIT 1"
              .formatted(
                  selectOf(keyColumns),
                  layout.from(),
                  from.map(key -> " WHERE " + bound(">=", key)).orElse(""),
                  orderBy(),
                  rows);
      Optional<ComparedKey> found = Optional.empty();
      try (TextRows result = TextRows.of(connection, sql)) {
        while (result.next()) {
          found = Optional.of(keyOnly(result));
        }
        return found;
      } catch (SQLException e) {
        throw failed(compared, e);
      }
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      List<String> conditions = new ArrayList<>();
      from.ifPresent(key -> conditions.add(bound(">=", key)));
      to.ifPresent(key -> conditions.add(bound("<", key)));
      String sql =
          "SELECT %s FROM %s%s ORDER BY %s"
              .formatted(
                  selectOf(columns),
                  layout.from(),
                  conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                  orderBy());
      try {
        return new Cursor(TextRows.of(connection, sql));
      } catch (SQLException e) {
        throw failed(compared, e);
      }
    }

    @Override
    public void close() {
      try {
        connection.rollback();
      } catch (SQLException e) {
        throw failed(compared, e);
      } finally {
        closeQuietly(connection);
      }
    }
  }

  private final class Cursor implements RowCursor {
    private final TextRows result;
    private boolean ready;

    Cursor(TextRows result) throws SQLException {
      this.result = result;
      this.ready = result.next();
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
        EncodedRow row = row(result);
        ready = result.next();
        return row;
      } catch (SQLException e) {
        throw failed(compared, e);
      }
    }

    @Override
    public void close() {
      result.close();
    }
  }

  @Override
  public Map<ComparedKey, EncodedRow> byKeys(Collection<ComparedKey> keys) {
    List<ComparedKey> possible = keys.stream().filter(this::canHold).toList();
    if (possible.isEmpty()) {
      return Map.of();
    }
    String arrays =
        IntStream.range(0, keyColumns.size())
            .mapToObj(i -> literals(possible, i))
            .collect(Collectors.joining(", "));
    String names =
        IntStream.range(0, keyColumns.size())
            .mapToObj(i -> "k" + i)
            .collect(Collectors.joining(", "));
    String condition =
        IntStream.range(0, keyColumns.size())
            .mapToObj(i -> keyColumns.get(i).equalTo("k.k" + i))
            .collect(Collectors.joining(" AND "));
    String sql =
        "SELECT %s FROM unnest(%s) AS k(%s) JOIN %s ON %s"
            .formatted(selectOf(columns), arrays, names, layout.from(), condition);
    try (Connection connection = database.connectToRead();
        TextRows result = TextRows.of(connection, sql)) {
      Map<ComparedKey, EncodedRow> rows = new TreeMap<>();
      while (result.next()) {
        EncodedRow row = row(result);
        rows.put(row.key(), row);
      }
      // The source's own equality may be looser than ours, so another row may have come.
      rows.keySet().retainAll(new TreeSet<>(keys));
      return rows;
    } catch (SQLException e) {
      throw failed(compared, e);
    }
  }

  private boolean canHold(ComparedKey key) {
    return IntStream.range(0, keyColumns.size())
        .allMatch(i -> keyColumns.get(i).canHold(key.parts().get(i)));
  }

  private static String literals(List<ComparedKey> keys, int part) {
    return keys.stream()
        .map(key -> Identifiers.literal(key.parts().get(part).literal()))
        .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
  }

  private static String selectOf(List<ComparedColumn> columns) {
    return columns.stream().map(ComparedColumn::select).collect(Collectors.joining(", "));
  }

  private String orderBy() {
    return orders.stream()
        .flatMap(order -> order.terms().stream())
        .collect(Collectors.joining(", "));
  }

  private String bound(String operator, ComparedKey key) {
    String bounds =
        IntStream.range(0, orders.size())
            .mapToObj(i -> orders.get(i).bound(key.parts().get(i).literal()))
            .collect(Collectors.joining(", "));
    return "(%s) %s (%s)".formatted(orderBy(), operator, bounds);
  }

  private EncodedRow row(TextRows result) {
    List<byte[]> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).encode(result.text(i)));
    }
    List<KeyPart> parts = new ArrayList<>(compared.keyIndexes().size());
    for (int index : compared.keyIndexes()) {
      parts.add(columns.get(index).key(result.text(index).orElseThrow()));
    }
    return new EncodedRow(new ComparedKey(parts), values);
  }

  private ComparedKey keyOnly(TextRows result) {
    List<KeyPart> parts = new ArrayList<>(compared.keyIndexes().size());
    for (ComparedColumn column : keyColumns) {
      parts.add(column.key(result.text(parts.size()).orElseThrow()));
    }
    return new ComparedKey(parts);
  }

  private static SourceException failed(ComparedTable compared, SQLException cause) {
    return new SourceException(
        "cannot read %s of the source to verify it (%s); check the connection and the user's rights"
            .formatted(compared.table().source(), cause.getSQLState()),
        cause);
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      if (resource != null) {
        resource.close();
      }
    } catch (Exception e) {
      LoggerFactory.getLogger(PostgresqlRowReader.class).debug("event=close_failed side=source", e);
    }
  }
}
