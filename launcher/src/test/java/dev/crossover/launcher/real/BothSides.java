package dev.crossover.launcher.real;

import static java.util.stream.Collectors.joining;

import com.google.cloud.spanner.Statement;
import dev.crossover.launcher.cli.MovedSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The same question to both databases, with nothing of ours between them and the test. */
final class BothSides {
  /** No partitions: the target has one table for all of them. */
  private static final String POSTGRESQL_COLUMNS =
      """
      SELECT c.relname || ' ' || string_agg(a.attname, ' ' ORDER BY a.attname)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       GROUP BY c.relname
      """;

  private static final String MYSQL_COLUMNS =
      """
      SELECT concat(table_name, ' ', group_concat(column_name ORDER BY column_name SEPARATOR ' '))
        FROM information_schema.columns WHERE table_schema = database()
       GROUP BY table_name
      """;

  private BothSides() {}

  /** Every column of every row of the source, by table. */
  static Map<String, List<String>> everything(MovedSource.Opened source) {
    Map<String, List<String>> rows = new TreeMap<>();
    queries(source, source.kind().words("text", "char"))
        .forEach((table, query) -> rows.put(table, source.texts(query)));
    return rows;
  }

  /** What the target has of that, column by column. */
  static Map<String, List<String>> everythingInTheTarget(
      MovedSource.Opened source, String database) {
    Map<String, List<String>> rows = new TreeMap<>();
    queries(source, "STRING").forEach((table, query) -> rows.put(table, target(database, query)));
    return rows;
  }

  private static Map<String, String> queries(MovedSource.Opened source, String text) {
    Map<String, String> queries = new TreeMap<>();
    for (String line : source.texts(source.kind().words(POSTGRESQL_COLUMNS, MYSQL_COLUMNS))) {
      List<String> words = List.of(line.split(" ", -1));
      String row =
          words.stream()
              .skip(1)
              .flatMap(column -> Stream.of("'" + column + "='", value(column, text)))
              .collect(joining(", ", "concat(", ")"));
      queries.put(words.get(0), "SELECT " + row + " FROM " + words.get(0) + " ORDER BY id");
    }
    return queries;
  }

  private static String value(String column, String text) {
    return "COALESCE(CAST(" + column + " AS " + text + "), 'NULL'), ' '";
  }

  /** The one column of text that a query gives in the target. */
  static List<String> target(String database, String query) {
    try (SpannerDatabase target =
            SpannerDatabase.open(
                "test-project",
                "test-instance",
                database,
                Optional.of(TestSpanner.emulatorHost()));
        com.google.cloud.spanner.ResultSet rows =
            target.client().singleUse().executeQuery(Statement.of(query))) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(0));
      }
      return found;
    }
  }
}
