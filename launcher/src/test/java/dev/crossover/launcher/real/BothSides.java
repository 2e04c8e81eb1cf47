package dev.crossover.launcher.real;

import static java.util.stream.Collectors.joining;

import com.google.cloud.spanner.Statement;
import dev.crossover.sources.postgresql.TestSource;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The same question to both databases, with nothing of ours between them and the test. */
final class BothSides {
  /** No partitions: the target has one table for all of them. */
  private static final String COLUMNS =
      """
      SELECT c.relname || ' ' || string_agg(a.attname, ' ' ORDER BY a.attname)
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
         AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
       GROUP BY c.relname
      """;

  private BothSides() {}

  /** Every column of every row of the source, by table. */
  static Map<String, List<String>> everything(TestSource source) {
    Map<String, List<String>> rows = new TreeMap<>();
    queries(source, "text").forEach((table, query) -> rows.put(table, source(source, query)));
    return rows;
  }

  /** What the target has of that, column by column. */
  static Map<String, List<String>> everythingInTheTarget(TestSource source, String database) {
    Map<String, List<String>> rows = new TreeMap<>();
    queries(source, "STRING").forEach((table, query) -> rows.put(table, target(database, query)));
    return rows;
  }

  private static Map<String, String> queries(TestSource source, String text) {
    Map<String, String> queries = new TreeMap<>();
    for (String line : source(source, COLUMNS)) {
      List<String> words = List.of(line.split(" ", -1));
      String row =
          words.stream()
              .skip(1)
              .flatMap(column -> Stream.of("'" + column + "='", value(column, text)))
              .collect(joining(" || "));
      queries.put(words.get(0), "SELECT " + row + " FROM " + words.get(0) + " ORDER BY id");
    }
    return queries;
  }

  private static String value(String column, String text) {
    return "COALESCE(CAST(" + column + " AS " + text + "), 'NULL') || ' '";
  }

  /** The one column of text that a query gives in the source. */
  static List<String> source(TestSource source, String query) {
    try (Connection connection = source.database().connect();
        java.sql.Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(query, e);
    }
  }

  /** As {@link #source}, in the target. */
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
