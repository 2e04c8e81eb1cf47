package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.engine.target.UniqueColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Spanner's unique indexes. */
public final class SpannerUniqueIndexes implements UniqueColumns {
  private static final Statement INDEX_COLUMNS =
      Statement.of(
          """
          SELECT c.TABLE_NAME, c.INDEX_NAME, c.COLUMN_NAME
          FROM INFORMATION_SCHEMA.INDEX_COLUMNS AS c
          JOIN INFORMATION_SCHEMA.INDEXES AS i
            ON i.TABLE_SCHEMA = c.TABLE_SCHEMA
            AND i.TABLE_NAME = c.TABLE_NAME
            AND i.INDEX_NAME = c.INDEX_NAME
          WHERE c.TABLE_SCHEMA = ''
            AND i.IS_UNIQUE
            AND i.INDEX_TYPE = 'INDEX'
            AND c.ORDINAL_POSITION IS NOT NULL
          ORDER BY c.TABLE_NAME, c.INDEX_NAME, c.ORDINAL_POSITION\
          """);

  private final DatabaseClient client;

  public SpannerUniqueIndexes(DatabaseClient client) {
    this.client = client;
  }

  @Override
  public Map<String, List<List<String>>> byTable() {
    Map<String, Map<String, List<String>>> columns = new HashMap<>();
    try (ResultSet rows = client.singleUse().executeQuery(INDEX_COLUMNS)) {
      while (rows.next()) {
        columns
            .computeIfAbsent(rows.getString(0), table -> new HashMap<>())
            .computeIfAbsent(rows.getString(1), index -> new ArrayList<>())
            .add(rows.getString(2));
      }
    } catch (SpannerException e) {
      throw Refusals.failure("read the unique indexes of the target", e);
    }
    Map<String, List<List<String>>> indexes = new HashMap<>();
    columns.forEach((table, byIndex) -> indexes.put(table, List.copyOf(byIndex.values())));
    return indexes;
  }
}
