package dev.crossover.targets.spanner.verify;

import com.google.cloud.Timestamp;
import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ReadContext;
import com.google.cloud.spanner.ReadOnlyTransaction;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import com.google.cloud.spanner.TimestampBound;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.sides.ComparedTable;
import dev.crossover.engine.verify.sides.RowCounts;
import dev.crossover.engine.verify.sides.RowCursor;
import dev.crossover.targets.spanner.client.SpannerErrors;
import dev.crossover.targets.spanner.schema.GoogleSql;
import java.util.Collection;

/**
 * Rows of any table as Spanner counts them at one read timestamp. Not a read-only transaction: the
 * emulator ends one as soon as another transaction begins.
 */
record SpannerRowCounts(DatabaseClient client, Timestamp moment) implements RowCounts {
  private ReadContext atTheMoment() {
    return client.singleUse(TimestampBound.ofReadTimestamp(moment));
  }

  /** The timestamp of a strong read. */
  static Timestamp now(DatabaseClient client) {
    try (ReadOnlyTransaction transaction = client.singleUseReadOnlyTransaction();
        ResultSet result = transaction.executeQuery(Statement.of("SELECT 1"))) {
      result.next();
      return transaction.getReadTimestamp();
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("read from the target to verify it", e);
    }
  }

  @Override
  public long all(ComparedTable table) {
    String name = table.table().name();
    Statement count = Statement.of("SELECT COUNT(*) FROM " + GoogleSql.quoted(name));
    try (ResultSet result = atTheMoment().executeQuery(count)) {
      result.next();
      return result.getLong(0);
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("count " + name + " of the target to verify it", e);
    }
  }

  @Override
  public long of(ComparedTable table, Collection<ComparedKey> keys) {
    long found = 0;
    try (RowCursor rows = new SpannerRows(this::atTheMoment, table.keysOnly()).byKeys(keys)) {
      while (rows.hasNext()) {
        rows.next();
        found++;
      }
    }
    return found;
  }

  @Override
  public void close() {}
}
