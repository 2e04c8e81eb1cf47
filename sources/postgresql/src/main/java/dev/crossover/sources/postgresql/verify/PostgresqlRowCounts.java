package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.sources.postgresql.sql.TextRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** Rows of any table as PostgreSQL counts them, in one transaction. */
record PostgresqlRowCounts(SourceMoment moment) implements RowCounts {
  static PostgresqlRowCounts open(PostgresqlDatabase database) {
    return new PostgresqlRowCounts(SourceMoment.open(database));
  }

  /** A count on the transaction's connection. */
  private interface Count {
    long read(Connection connection) throws SQLException;
  }

  private long count(ComparedTable table, Count count) {
    try {
      return count.read(moment.connection());
    } catch (SQLException e) {
      throw SourceMoment.failed("count " + table.table().source() + " of the source", e);
    }
  }

  @Override
  public long all(ComparedTable table) {
    return count(
        table,
        connection -> {
          String sql = ComparedSelect.of(connection, table).count();
          long counted = 0;
          try (TextRows rows = TextRows.of(connection, sql)) {
            while (rows.next()) {
              counted = Long.parseLong(rows.text(0).orElseThrow());
            }
          }
          return counted;
        });
  }

  @Override
  public long of(ComparedTable table, Collection<ComparedKey> keys) {
    return count(
        table,
        connection -> {
          ComparedSelect select = ComparedSelect.of(connection, table.keysOnly());
          Optional<String> sql = select.rowsOf(keys);
          TreeSet<ComparedKey> found = new TreeSet<>();
          if (sql.isPresent()) {
            try (TextRows rows = TextRows.of(connection, sql.get())) {
              while (rows.next()) {
                found.add(select.key(rows));
              }
            }
          }
          found.retainAll(new TreeSet<>(keys));
          return found.size();
        });
  }

  @Override
  public void close() {
    moment.close();
  }
}
