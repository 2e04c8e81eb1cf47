package dev.crossover.targets.spanner.ddl;

import static java.util.stream.Collectors.joining;

import com.google.cloud.spanner.DatabaseClient;
import com.google.cloud.spanner.ResultSet;
import com.google.cloud.spanner.SpannerException;
import com.google.cloud.spanner.Statement;
import dev.crossover.targets.spanner.client.SpannerErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Rows that are there and would make Spanner refuse a statement: children without their parents for
 * a foreign key, equal values for a unique index.
 */
final class RowsInTheWay {
  private static final String NAME = "`(\\w+)`";
  private static final String NAMES = "\\(((?:`\\w+`(?: DESC)?(?:, )?)+)\\)";

  private static final Pattern FOREIGN_KEY =
      Pattern.compile(
          "ALTER TABLE %1$s ADD CONSTRAINT %1$s FOREIGN KEY %2$s REFERENCES %1$s %2$s.*"
              .formatted(NAME, NAMES));

  private static final Pattern UNIQUE_INDEX =
      Pattern.compile(
          "CREATE UNIQUE (NULL_FILTERED )?INDEX %1$s ON %1$s %2$s.*".formatted(NAME, NAMES));

  private final DatabaseClient client;

  RowsInTheWay(DatabaseClient client) {
    this.client = client;
  }

  /** What would make Spanner refuse a statement of ours, as a sentence; empty if nothing would. */
  Optional<String> of(String sql) {
    Matcher foreignKey = FOREIGN_KEY.matcher(sql);
    if (foreignKey.matches()) {
      return missingParent(foreignKey);
    }
    Matcher index = UNIQUE_INDEX.matcher(sql);
    return index.matches() ? equalValues(index) : Optional.empty();
  }

  private Optional<String> missingParent(Matcher key) {
    String child = key.group(1);
    List<String> columns = names(key.group(3));
    String parent = key.group(4);
    List<String> parentColumns = names(key.group(5));
    String join =
        IntStream.range(0, columns.size())
            .mapToObj(i -> "c.`%s` = p.`%s`".formatted(columns.get(i), parentColumns.get(i)))
            .collect(joining(" AND "));
    return first(
            "SELECT %s FROM `%s` c LEFT JOIN `%s` p ON %s WHERE p.`%s` IS NULL AND %s LIMIT 1"
                .formatted(
                    text("c.", columns),
                    child,
                    parent,
                    join,
                    parentColumns.get(0),
                    present("c.", columns)))
        .map(
            value ->
                "the foreign key %s of %s: a row has %s = %s, and %s has no such row"
                    .formatted(key.group(2), child, String.join(", ", columns), value, parent));
  }

  private Optional<String> equalValues(Matcher index) {
    List<String> columns = names(index.group(4));
    String filter = index.group(1) == null ? "" : " WHERE " + present("", columns);
    String quoted = columns.stream().map(column -> '`' + column + '`').collect(joining(", "));
    return first(
            "SELECT %s FROM `%s`%s GROUP BY %s HAVING COUNT(*) > 1 LIMIT 1"
                .formatted(text("", columns), index.group(3), filter, quoted))
        .map(
            value ->
                "the unique index %s of %s: more than one row has %s = %s"
                    .formatted(index.group(2), index.group(3), String.join(", ", columns), value));
  }

  private static List<String> names(String list) {
    return Arrays.stream(list.split(", "))
        .map(name -> name.replace("`", "").replace(" DESC", ""))
        .toList();
  }

  private static String present(String prefix, List<String> columns) {
    return columns.stream()
        .map(column -> prefix + '`' + column + "` IS NOT NULL")
        .collect(joining(" AND "));
  }

  private static String text(String prefix, List<String> columns) {
    return columns.stream()
        .map(column -> "FORMAT('%T', " + prefix + '`' + column + "`)")
        .collect(joining(" || ', ' || "));
  }

  private Optional<String> first(String sql) {
    try (ResultSet row = client.singleUse().executeQuery(Statement.of(sql))) {
      return row.next() ? Optional.of(row.getString(0)) : Optional.empty();
    } catch (SpannerException e) {
      throw SpannerErrors.cannot("look for rows that a later statement would refuse", e);
    }
  }
}
