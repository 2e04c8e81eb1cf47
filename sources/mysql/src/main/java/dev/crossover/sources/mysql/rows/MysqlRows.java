package dev.crossover.sources.mysql.rows;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.rows.Partition;
import dev.crossover.engine.rows.Row;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.sources.mysql.log.MysqlLog;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.ServerSays;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads MySQL's rows one by one, so that memory grows with neither a table nor its rows. */
public record MysqlRows(MysqlDatabase database) implements RowSource {
  private static final String ROWS =
      "SELECT coalesce(table_rows, 0) FROM information_schema.tables"
          + " WHERE table_schema = ? AND table_name = ?";

  /** A read of the source. */
  private interface Reading<T> {
    T read(Connection connection) throws SQLException;
  }

  private <T> T reading(String what, Reading<T> reading) {
    Connection connection = database.snapshot();
    try {
      return reading.read(connection);
    } catch (SQLException e) {
      throw failed(what, e);
    } finally {
      database.end(connection);
    }
  }

  private static SourceException failed(String what, SQLException e) {
    return new SourceException(
        "cannot %s: the server says %s; check the source and start again"
            .formatted(what, ServerSays.of(e)),
        e);
  }

  @Override
  public LogPosition position() {
    return new MysqlLog(database).end();
  }

  @Override
  public long estimatedRows(TargetTable table) {
    List<Long> rows =
        new MysqlQuery(database, "the size of " + table.source())
            .list(
                ROWS,
                row -> row.getLong(1),
                List.of(table.source().schema(), table.source().name()));
    return rows.isEmpty() ? 0 : rows.get(0);
  }

  @Override
  public List<Partition> cut(TargetTable table, int rows) {
    return reading(
        "cut " + table.source() + " into partitions",
        connection -> MysqlPartitions.cut(connection, table, rows));
  }

  @Override
  public void read(TargetTable table, Partition partition, Consumer<Row> consumer) {
    reading(
        "read partition " + partition.number() + " of " + table.source(),
        connection -> {
          MysqlKeyRange key = new MysqlKeyRange(table);
          String sql =
              select(table)
                  + MysqlKeyRange.where(key.conditions(partition.from(), partition.to()))
                  + " ORDER BY "
                  + key.columns();
          try (StreamedRows rows = StreamedRows.of(connection, sql)) {
            while (rows.next()) {
              consumer.accept(row(table, rows));
            }
          }
          return null;
        });
  }

  private static String select(TargetTable table) {
    return table.writtenColumns().stream()
        .map(column -> MysqlValue.select(column.sourceType(), MysqlKeyRange.name(column)))
        .collect(joining(", ", "SELECT ", " FROM " + Backticks.quoted(table.source()) + " AS t"));
  }

  private static Row row(TargetTable table, StreamedRows rows) throws SQLException {
    List<Object> values = new ArrayList<>();
    for (TargetColumn column : table.writtenColumns()) {
      values.add(MysqlValue.read(rows, values.size(), column.sourceType()));
    }
    return new Row(values);
  }

  @Override
  public Snapshot snapshot() {
    return new OpenSnapshot(database, database.snapshot());
  }

  /**
   * The server shows commits in the order of its log (binlog_order_commits), so whoever sees his
   * own commit sees what was logged before it.
   */
  @Override
  public Snapshot snapshotOfAllLogged() {
    new MysqlLog(database).mark();
    return snapshot();
  }

  @Override
  public SourceText text() {
    return new MysqlText();
  }

  /** A transaction of the source. */
  private record OpenSnapshot(MysqlDatabase database, Connection connection) implements Snapshot {
    @Override
    public Optional<Row> find(TargetTable table, Map<String, String> values) {
      List<String> conditions =
          table.columns().stream()
              .filter(column -> values.containsKey(column.source()))
              .map(column -> MysqlKeyRange.equals(column, values.get(column.source())))
              .toList();
      Optional<Row> found = Optional.empty();
      try (StreamedRows rows =
          StreamedRows.of(connection, select(table) + MysqlKeyRange.where(conditions))) {
        while (rows.next()) {
          found = Optional.of(row(table, rows));
        }
        return found;
      } catch (SQLException e) {
        throw failed("read a row of " + table.source(), e);
      }
    }

    @Override
    public void close() {
      database.end(connection);
    }
  }
}
