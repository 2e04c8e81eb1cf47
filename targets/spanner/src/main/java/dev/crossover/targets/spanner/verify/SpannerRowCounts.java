package dev.crossover.targets.spanner.verify;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ReadOnlyTransaction;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.targets.spanner.schema.GoogleSql;
import java.util.Collection;
import java.util.List;

/** Rows of any table as Spanner counts them, in one strong read-only transaction. */
record SpannerRowCounts(ReadOnlyTransaction transaction) implements RowCounts {
  static SpannerRowCounts open(DatabaseClient client) {
    ReadOnlyTransaction transaction = client.readOnlyTransaction();
    try {
      // The first read decides what the transaction sees.
      number(transaction, "SELECT 1");
      return new SpannerRowCounts(transaction);
    } catch (SpannerException e) {
      transaction.close();
      throw new TargetException(
          "cannot read from the target to count its rows ("
              + e.getErrorCode()
              + "); check target.* and the user's rights",
          e);
    }
  }

  private static long number(ReadOnlyTransaction transaction, String sql) {
    try (ResultSet result = transaction.executeQuery(Statement.of(sql))) {
      result.next();
      return result.getLong(0);
    }
  }

  @Override
  public long all(ComparedTable table) {
    String name = table.table().name();
    try {
      return number(transaction, "SELECT COUNT(*) FROM " + GoogleSql.quoted(name));
    } catch (SpannerException e) {
      throw new TargetException(
          "cannot count %s of the target to verify it (%s); check the table and the user's rights"
              .formatted(name, e.getErrorCode()),
          e);
    }
  }

  @Override
  public long of(ComparedTable table, Collection<ComparedKey> keys) {
    return new SpannerRows(() -> transaction, table.keysOnly())
        .byKeys(keys).values().stream().mapToLong(List::size).sum();
  }

  @Override
  public void close() {
    transaction.close();
  }
}
