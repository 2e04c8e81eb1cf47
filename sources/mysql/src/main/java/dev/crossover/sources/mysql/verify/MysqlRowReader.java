package dev.crossover.sources.mysql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.sources.mysql.sql.Backticks;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The rows of one table of MySQL in the order of their keys. */
final class MysqlRowReader implements SourceRowReader {
  /** The statistics lag; a table that has a row is never said to have none. */
  private static final String ROWS =
      "SELECT greatest(coalesce(table_rows, 0), (SELECT count(*) FROM (SELECT 1 FROM %s LIMIT 1)"
          + " s)) FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";

  private static final String EXISTS =
      "SELECT 1 FROM information_schema.tables WHERE table_schema = ? AND table_name = ?";

  private final MysqlDatabase database;
  private final ComparedTable compared;
  private final MysqlComparedSelect select;

  private MysqlRowReader(MysqlDatabase database, ComparedTable compared) {
    this.database = database;
    this.compared = compared;
    this.select = new MysqlComparedSelect(compared);
  }

  static MysqlRowReader open(MysqlDatabase database, ComparedTable compared) {
    TableName table = compared.table().source();
    if (new MysqlQuery(database, "whether there is a table " + table)
        .list(EXISTS, row -> 1, List.of(table.schema(), table.name()))
        .isEmpty()) {
      throw new SourceException("the source has no table " + table + "; run the schema step again");
    }
    return new MysqlRowReader(database, compared);
  }

  @Override
  public long estimatedRows() {
    TableName table = compared.table().source();
    return new MysqlQuery(database, "the size of " + table)
        .list(
            ROWS.formatted(Backticks.quoted(table)),
            row -> row.getLong(1),
            List.of(table.schema(), table.name()))
        .get(0);
  }

  @Override
  public boolean indexed() {
    return select.indexed();
  }

  @Override
  public Snapshot snapshot() {
    return new Moment(database.snapshot());
  }

  private final class Moment implements Snapshot {
    private final Connection connection;

    Moment(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Optional<ComparedKey> cut(Optional<ComparedKey> from, long rows) {
      Optional<ComparedKey> found = Optional.empty();
      try (StreamedRows result = StreamedRows.of(connection, select.cut(from, rows))) {
        while (result.next()) {
          found = Optional.of(select.key(result));
        }
        return found;
      } catch (SQLException e) {
        throw MysqlComparedSource.failed(compared, e);
      }
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      return cursor(connection, select.range(from, to), () -> {});
    }

    @Override
    public void close() {
      database.end(connection);
    }
  }

  @Override
  public RowCursor byKeys(Collection<ComparedKey> keys) {
    Optional<String> sql = select.rowsOf(keys);
    if (sql.isEmpty()) {
      return RowCursor.empty();
    }
    Connection connection = database.snapshot();
    Set<ComparedKey> asked = new HashSet<>(keys);
    return cursor(connection, sql.get(), () -> database.end(connection))
        .only(row -> asked.contains(row.key()));
  }

  private RowCursor cursor(Connection connection, String sql, Runnable after) {
    try {
      return new Cursor(StreamedRows.of(connection, sql), after);
    } catch (SQLException e) {
      after.run();
      throw MysqlComparedSource.failed(compared, e);
    }
  }

  private final class Cursor implements RowCursor {
    private final StreamedRows result;
    private final Runnable after;
    private boolean ready;

    Cursor(StreamedRows result, Runnable after) throws SQLException {
      this.result = result;
      this.after = after;
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
        EncodedRow row = select.row(result);
        ready = result.next();
        return row;
      } catch (SQLException e) {
        throw MysqlComparedSource.failed(compared, e);
      }
    }

    @Override
    public void close() {
      result.close();
      after.run();
    }
  }
}
