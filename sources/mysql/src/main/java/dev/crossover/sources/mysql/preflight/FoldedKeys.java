package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceTable;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Keys of texts whose collation takes some spellings for one, such as {@code A} and {@code a}. A
 * row is moved by the spelling that it is stored with, and the target finds it by no other.
 */
public record FoldedKeys(TablesToMove tables) implements Check {
  private static final int MOST_NAMED = 20;
  private static final Set<Equality> FOLDED =
      EnumSet.of(Equality.IGNORES_CASE, Equality.IGNORES_LAST_BLANKS);

  @Override
  public String name() {
    return "folded-keys";
  }

  @Override
  public List<Finding> look() {
    List<String> columns = tables.read().stream().flatMap(FoldedKeys::folded).toList();
    if (columns.isEmpty()) {
      return List.of(Finding.pass(this, "every key has one spelling"));
    }
    String more =
        columns.size() > MOST_NAMED ? " and %d more".formatted(columns.size() - MOST_NAMED) : "";
    return List.of(
        Finding.warning(
            this,
            "keys that the source finds in any case, with or without accents or blanks at the end, and the target only as they are stored: %s%s"
                .formatted(
                    String.join(", ", columns.subList(0, Math.min(MOST_NAMED, columns.size()))),
                    more),
            "let the application write and ask for one spelling before the cutover; foreign keys"
                + " over such columns are not moved. With a collation that ends in _bin the source"
                + " tells spellings apart too"));
  }

  /** Each column with the keys that it is in. */
  private static Stream<String> folded(SourceTable table) {
    Map<String, Set<String>> keys = new LinkedHashMap<>();
    table.primaryKey().ifPresent(key -> put(keys, key.columns(), "primary key"));
    table.uniques().forEach(key -> put(keys, key.columns(), "unique key " + key.name()));
    table.foreignKeys().forEach(key -> put(keys, key.columns(), "foreign key " + key.name()));
    return keys.entrySet().stream()
        .filter(column -> table.column(column.getKey()).filter(FoldedKeys::isFolded).isPresent())
        .map(
            column ->
                "%s.%s (%s)"
                    .formatted(
                        table.name(), column.getKey(), String.join(", ", column.getValue())));
  }

  private static void put(Map<String, Set<String>> keys, List<String> columns, String key) {
    columns.forEach(column -> keys.computeIfAbsent(column, none -> new LinkedHashSet<>()).add(key));
  }

  /** An enum's labels are written by nobody but the table's definition. */
  private static boolean isFolded(SourceColumn column) {
    return column.type().type().kind() == Kind.TEXT
        && FOLDED.contains(column.type().type().equality())
        && column.enumLabels().isEmpty();
  }
}
