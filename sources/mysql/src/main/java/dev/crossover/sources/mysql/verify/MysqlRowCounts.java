package dev.crossover.sources.mysql.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.StreamedRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Rows of any table as MySQL counts them, in one transaction. */
record MysqlRowCounts(MysqlDatabase database, Connection connection) implements RowCounts {
  @Override
  public long all(ComparedTable table) {
    try (StreamedRows rows = StreamedRows.of(connection, new MysqlComparedSelect(table).count())) {
      long counted = 0;
      while (rows.next()) {
        counted = Long.parseLong(rows.text(0).orElseThrow());
      }
      return counted;
    } catch (SQLException e) {
      throw MysqlComparedSource.failed(table, e);
    }
  }

  @Override
  public long of(ComparedTable table, Collection<ComparedKey> keys) {
    MysqlComparedSelect select = new MysqlComparedSelect(table.keysOnly());
    Optional<String> sql = select.rowsOf(keys);
    TreeSet<ComparedKey> found = new TreeSet<>();
    if (sql.isPresent()) {
      try (StreamedRows rows = StreamedRows.of(connection, sql.get())) {
        while (rows.next()) {
          found.add(select.key(rows));
        }
      } catch (SQLException e) {
        throw MysqlComparedSource.failed(table, e);
      }
    }
    found.retainAll(new TreeSet<>(keys));
    return found.size();
  }

  @Override
  public void close() {
    database.end(connection);
  }
}
