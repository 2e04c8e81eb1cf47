package dev.crossover.engine.schema;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tables that the settings leave out: {@code schema.table}, in which {@code *} matches any run
 * of characters and everything else itself.
 */
public final class TablePatterns {
  private final List<Pattern> patterns;

  /**
   * @param patterns as {@code source.exclude_tables} has them
   */
  public TablePatterns(List<String> patterns) {
    this.patterns = patterns.stream().map(TablePatterns::pattern).toList();
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(
        List.of(text.split("\\*", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")));
  }

  /**
   * @param table {@code schema.table}
   */
  public boolean match(String table) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(table).matches());
  }
}
