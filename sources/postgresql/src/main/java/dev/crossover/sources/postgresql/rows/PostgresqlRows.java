package dev.crossover.sources.postgresql.rows;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.time.Timing;
import dev.crossover.engine.types.SourceType;
import dev.crossover.sources.postgresql.log.LsnText;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.TextRows;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads PostgreSQL's rows one by one, so that memory grows with neither a table nor its rows. */
public final class PostgresqlRows implements RowSource {
  // A standby has no insert position; what it has replayed is what it shows.
  private static final String POSITION =
      "SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn()"
          + " ELSE pg_current_wal_insert_lsn() END::text";

  private final PostgresqlDatabase database;
  private final PartitionPlanner planner;

  public PostgresqlRows(PostgresqlDatabase database) {
    this(database, new PartitionPlanner(PartitionPlanner.WALKED_BYTES));
  }

  PostgresqlRows(PostgresqlDatabase database, PartitionPlanner planner) {
    this.database = database;
    this.planner = planner;
  }

  /** A read of the source. */
  private interface Reading<T> {
    T read(Connection connection) throws SQLException;
  }

  private <T> T reading(String what, Reading<T> reading) {
    try (Connection connection = begin(database.connectToRead())) {
      T result = reading.read(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      throw failed(what, e);
    }
  }

  private static Connection begin(Connection connection) throws SQLException {
    // One snapshot serves all statements.
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    connection.setAutoCommit(false);
    return connection;
  }

  private static SourceException failed(String what, SQLException e) {
    return new SourceException(
        "cannot %s: PostgreSQL says %s; check the source and start again"
            .formatted(what, e.getMessage()),
        e);
  }

  @Override
  public LogPosition position() {
    return reading(
        "read the source's position",
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery(POSITION)) {
            row.next();
            return LogPosition.of(LsnText.INSTANCE.parse(row.getString(1)));
          }
        });
  }

  @Override
  public long estimatedRows(TargetTable table) {
    return reading(
        "read the size of " + table.source(),
        connection -> PostgresqlTable.read(connection, table.source()).estimatedRows());
  }

  @Override
  public List<Partition> cut(TargetTable table, int rows) {
    return reading(
        "cut " + table.source() + " into partitions",
        connection -> planner.cut(connection, table, rows));
  }

  @Override
  public void read(TargetTable table, Partition partition, Consumer<Row> consumer) {
    reading(
        "read partition " + partition.number() + " of " + table.source(),
        connection -> {
          readAll(connection, table, partition, consumer);
          return null;
        });
  }

  private void readAll(
      Connection connection, TargetTable table, Partition partition, Consumer<Row> consumer)
      throws SQLException {
    KeyRange key = new KeyRange(table);
    PostgresqlTable source = PostgresqlTable.read(connection, table.source());
    String sql =
        select(table, source)
            + KeyRange.where(key.conditions(partition.from(), partition.to()))
            + " ORDER BY "
            + key.columns();
    List<SourceType> types = types(table);
    try (TextRows rows = TextRows.of(connection, sql)) {
      while (rows.next()) {
        consumer.accept(row(types, rows));
      }
    }
  }

  private static String select(TargetTable table, PostgresqlTable source) {
    return table.writtenColumns().stream()
        .map(column -> ColumnText.select(column.sourceType(), KeyRange.name(column)))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + source.from()));
  }

  private static List<SourceType> types(TargetTable table) {
    return table.writtenColumns().stream().map(TargetColumn::sourceType).toList();
  }

  private static Row row(List<SourceType> types, TextRows rows) {
    List<Object> values = new ArrayList<>(types.size());
    for (int i = 0; i < types.size(); i++) {
      SourceType type = types.get(i);
      values.add(rows.text(i).map(text -> ColumnText.parse(type, text)).orElse(null));
    }
    return new Row(values);
  }

  @Override
  public Snapshot snapshot() {
    Connection connection = database.connectToRead();
    try {
      begin(connection);
    } catch (SQLException e) {
      closeQuietly(connection, e);
      throw failed("begin a snapshot", e);
    }
    return new OpenSnapshot(connection);
  }

  @Override
  public Snapshot snapshotOfAllLogged() {
    new UnseenCommits(database, Timing.real()).await();
    return snapshot();
  }

  @Override
  public SourceText text() {
    return new PostgresqlText();
  }

  private static void closeQuietly(Connection connection, SQLException failure) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** A transaction of the source. */
  private static final class OpenSnapshot implements Snapshot {
    private final Connection connection;

    OpenSnapshot(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Optional<Row> find(TargetTable table, Map<String, String> values) {
      List<TargetColumn> columns =
          table.columns().stream().filter(column -> values.containsKey(column.source())).toList();
      try {
        PostgresqlTable source = PostgresqlTable.read(connection, table.source());
        List<String> conditions =
            columns.stream()
                .map(column -> KeyRange.equals(column, values.get(column.source())))
                .toList();
        String sql = select(table, source) + KeyRange.where(conditions);
        Optional<Row> found = Optional.empty();
        try (TextRows rows = TextRows.of(connection, sql)) {
          while (rows.next()) {
            found = Optional.of(row(types(table), rows));
          }
        }
        return found;
      } catch (SQLException e) {
        throw failed("read a row of " + table.source(), e);
      }
    }

    @Override
    public void close() {
      try (connection) {
        connection.rollback();
      } catch (SQLException e) {
        throw failed("end a snapshot", e);
      }
    }
  }
}
