package dev.crossover.launcher.preflight;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which tables the settings leave out. */
final class TableFilter {
  private final List<Pattern> excluded;

  TableFilter(List<String> excluded) {
    this.excluded = excluded.stream().map(TableFilter::pattern).collect(Collectors.toList());
  }

  private static Pattern pattern(String wildcard) {
    return Pattern.compile("\\Q" + wildcard.replace("*", "\\E.*\\Q") + "\\E");
  }

  boolean moves(String table) {
    return excluded.stream().noneMatch(pattern -> pattern.matcher(table).matches());
  }
}
