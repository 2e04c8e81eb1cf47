package dev.crossover.sources.postgresql.verify;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.engine.verify.sides.SourceRowReader;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.TextRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/** The rows of one source table, by range of keys and by keys, each value as text. */
final class PostgresqlRowReader implements SourceRowReader {
  private final PostgresqlDatabase database;
  private final ComparedTable compared;
  private final ComparedSelect select;

  private PostgresqlRowReader(
      PostgresqlDatabase database, ComparedTable compared, ComparedSelect select) {
    this.database = database;
    this.compared = compared;
    this.select = select;
  }

  /**
   * @throws SourceException if the table is not there
   */
  static PostgresqlRowReader open(PostgresqlDatabase database, ComparedTable compared) {
    try (Connection connection = database.connectToRead()) {
      return new PostgresqlRowReader(database, compared, ComparedSelect.of(connection, compared));
    } catch (SQLException e) {
      throw failed(compared, e);
    }
  }

  @Override
  public long estimatedRows() {
    return select.estimatedRows();
  }

  @Override
  public boolean indexed() {
    return select.indexed();
  }

  @Override
  public Snapshot snapshot() {
    return new ReadOnlySnapshot(SourceMoment.open(database));
  }

  /** Reads at one moment. */
  private final class ReadOnlySnapshot implements Snapshot {
    private final SourceMoment moment;

    ReadOnlySnapshot(SourceMoment moment) {
      this.moment = moment;
    }

    @Override
    public Optional<ComparedKey> cut(Optional<ComparedKey> from, long rows) {
      Optional<ComparedKey> found = Optional.empty();
      try (TextRows result = TextRows.of(moment.connection(), select.cut(from, rows))) {
        while (result.next()) {
          found = Optional.of(select.key(result));
        }
        return found;
      } catch (SQLException e) {
        throw failed(compared, e);
      }
    }

    @Override
    public RowCursor rows(Optional<ComparedKey> from, Optional<ComparedKey> to) {
      try {
        return new Cursor(TextRows.of(moment.connection(), select.range(from, to)), () -> {});
      } catch (SQLException e) {
        throw failed(compared, e);
      }
    }

    @Override
    public void close() {
      moment.close();
    }
  }

  @Override
  public RowCursor byKeys(Collection<ComparedKey> keys) {
    Optional<String> sql = select.rowsOf(keys);
    if (sql.isEmpty()) {
      return RowCursor.empty();
    }
    Connection connection = database.connectToRead();
    try {
      Cursor found =
          new Cursor(
              TextRows.of(connection, sql.get()), () -> SourceMoment.closeQuietly(connection));
      Set<ComparedKey> asked = new HashSet<>(keys);
      return found.only(row -> asked.contains(row.key()));
    } catch (SQLException e) {
      SourceMoment.closeQuietly(connection);
      throw failed(compared, e);
    }
  }

  private final class Cursor implements RowCursor {
    private final TextRows result;
    private final Runnable after;
    private boolean ready;

    /**
     * @param after what is done when the cursor is closed
     */
    Cursor(TextRows result, Runnable after) throws SQLException {
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
        throw failed(compared, e);
      }
    }

    @Override
    public void close() {
      result.close();
      after.run();
    }
  }

  private static SourceException failed(ComparedTable compared, SQLException cause) {
    return SourceMoment.failed("read " + compared.table().source() + " of the source", cause);
  }
}
