package dev.crossover.sources.postgresql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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
                  from.isPresent() ? " WHERE " + bound(">=") : "",
                  orderBy(),
                  rows);
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        int next = 1;
        if (from.isPresent()) {
          next = bind(statement, next, from.get());
        }
        try (ResultSet result = statement.executeQuery()) {
          return result.next() ? Optional.of(keyOnly(result)) : Optional.empty();
        }
      } catch (SQLException e) {
        throw failed(compared, e);
      }
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      List<String> conditions = new ArrayList<>();
      from.ifPresent(key -> conditions.add(bound(">=")));
      to.ifPresent(key -> conditions.add(bound("<")));
      String sql =
          "SELECT %s FROM %s%s ORDER BY %s"
              .formatted(
                  selectOf(columns),
                  layout.from(),
                  conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions),
                  orderBy());
      PreparedStatement statement = null;
      try {
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(layout.fetchRows());
        int next = 1;
        if (from.isPresent()) {
          next = bind(statement, next, from.get());
        }
        if (to.isPresent()) {
          bind(statement, next, to.get());
        }
        return new Cursor(statement, statement.executeQuery());
      } catch (SQLException e) {
        closeQuietly(statement);
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
    private final PreparedStatement statement;
    private final ResultSet result;
    private boolean ready;

    Cursor(PreparedStatement statement, ResultSet result) throws SQLException {
      this.statement = statement;
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
      closeQuietly(statement);
    }
  }

  @Override
  public Map<ComparedKey, EncodedRow> byKeys(Collection<ComparedKey> keys) {
    List<ComparedKey> possible = keys.stream().filter(this::canHold).toList();
    if (possible.isEmpty()) {
      return Map.of();
    }
    String arrays = String.join(", ", Collections.nCopies(keyColumns.size(), "?::text[]"));
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
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < keyColumns.size(); i++) {
        statement.setArray(i + 1, literals(connection, possible, i));
      }
      Map<ComparedKey, EncodedRow> rows = new TreeMap<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          EncodedRow row = row(result);
          rows.put(row.key(), row);
        }
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

  private static Array literals(Connection connection, List<ComparedKey> keys, int part)
      throws SQLException {
    String[] literals =
        keys.stream().map(key -> key.parts().get(part).literal()).toArray(String[]::new);
    return connection.createArrayOf("text", literals);
  }

  private static String selectOf(List<ComparedColumn> columns) {
    return columns.stream().map(ComparedColumn::select).collect(Collectors.joining(", "));
  }

  private String orderBy() {
    return orders.stream()
        .flatMap(order -> order.terms().stream())
        .collect(Collectors.joining(", "));
  }

  private String bound(String operator) {
    String bounds =
        orders.stream().flatMap(order -> order.bounds().stream()).collect(Collectors.joining(", "));
    return "(%s) %s (%s)".formatted(orderBy(), operator, bounds);
  }

  private int bind(PreparedStatement statement, int first, ComparedKey key) throws SQLException {
    int next = first;
    for (int i = 0; i < orders.size(); i++) {
      for (int term = 0; term < orders.get(i).terms().size(); term++) {
        statement.setString(next++, key.parts().get(i).literal());
      }
    }
    return next;
  }

  private EncodedRow row(ResultSet result) throws SQLException {
    List<byte[]> values = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      values.add(columns.get(i).encode(Optional.ofNullable(result.getString(i + 1))));
    }
    List<KeyPart> parts = new ArrayList<>(compared.keyIndexes().size());
    for (int index : compared.keyIndexes()) {
      parts.add(columns.get(index).key(result.getString(index + 1)));
    }
    return new EncodedRow(new ComparedKey(parts), values);
  }

  private ComparedKey keyOnly(ResultSet result) throws SQLException {
    List<KeyPart> parts = new ArrayList<>(compared.keyIndexes().size());
    for (ComparedColumn column : keyColumns) {
      parts.add(column.key(result.getString(parts.size() + 1)));
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
