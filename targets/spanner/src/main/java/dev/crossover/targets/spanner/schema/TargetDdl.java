package dev.crossover.targets.spanner.schema;

import static dev.crossover.targets.spanner.schema.GoogleSql.quoted;

import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetForeignKey;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.targets.spanner.schema.TableDraft.ColumnDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes the statements that make the target's objects. */
final class TargetDdl {
  private TargetDdl() {}

  /**
   * What a table has besides its columns and keys.
   *
   * @param defaults GoogleSQL expressions by target column
   * @param generations GoogleSQL expressions of the generated columns, by target column
   * @param checks GoogleSQL conditions by constraint name, in the order they are written
   */
  record TableExpressions(
      Map<String, String> defaults, Map<String, String> generations, Map<String, String> checks) {}

  static String createTable(TableDraft table, TableExpressions expressions) {
    List<String> lines = new ArrayList<>();
    for (ColumnDraft column : table.columns()) {
      lines.add("  " + column(column.target(), expressions));
    }
    expressions
        .checks()
        .forEach(
            (name, condition) ->
                lines.add("  CONSTRAINT %s CHECK (%s)".formatted(quoted(name), condition)));
    return create(table.name(), lines, table.primaryKey(), table.parent().map(TableDraft::name));
  }

  /** A table of Crossover's own, which no draft stands for. */
  static String createTable(TargetTable table) {
    List<String> lines =
        table.columns().stream()
            .map(
                column ->
                    "  "
                        + quoted(column.name())
                        + " "
                        + SpannerType.of(column.type()).ddl()
                        + required(column))
            .toList();
    return create(table.name(), lines, table.primaryKey(), table.interleavedIn());
  }

  private static String create(
      String name, List<String> lines, List<String> key, Optional<String> parent) {
    return "CREATE TABLE %s (\n%s\n) PRIMARY KEY (%s)%s"
        .formatted(
            quoted(name),
            String.join(",\n", lines),
            quoted(key),
            parent
                .map(
                    above ->
                        ",\n  INTERLEAVE IN PARENT %s ON DELETE NO ACTION".formatted(quoted(above)))
                .orElse(""));
  }

  private static String column(TargetColumn column, TableExpressions expressions) {
    String generation = expressions.generations().get(column.name());
    String defaultValue = expressions.defaults().get(column.name());
    String tail = "";
    if (generation != null) {
      tail = " AS (%s) STORED".formatted(generation);
    } else if (defaultValue != null) {
      tail = " DEFAULT (%s)".formatted(defaultValue);
    }
    return quoted(column.name())
        + " "
        + SpannerType.of(column.type()).ddl()
        + required(column)
        + tail;
  }

  private static String required(TargetColumn column) {
    return column.nullable() ? "" : " NOT NULL";
  }

  static String createIndex(TargetIndex index) {
    String stored =
        index.stored().isEmpty() ? "" : " STORING (%s)".formatted(quoted(index.stored()));
    return "CREATE %s%sINDEX %s ON %s (%s)%s"
        .formatted(
            index.unique() ? "UNIQUE " : "",
            index.nullFiltered() ? "NULL_FILTERED " : "",
            quoted(index.name()),
            quoted(index.table()),
            index.columns().stream().map(TargetDdl::indexColumn).collect(Collectors.joining(", ")),
            stored);
  }

  private static String indexColumn(IndexColumn column) {
    return quoted(column.name()) + (column.descending() ? " DESC" : "");
  }

  static String addForeignKey(String table, TargetForeignKey key, String name, boolean cascade) {
    return "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)%s"
        .formatted(
            quoted(table),
            quoted(name),
            quoted(key.columns()),
            quoted(key.parent()),
            quoted(key.parentColumns()),
            cascade ? " ON DELETE CASCADE" : "");
  }

  static String dropConstraint(String table, String name) {
    return "ALTER TABLE %s DROP CONSTRAINT %s".formatted(quoted(table), quoted(name));
  }

  static String cascadeInterleaving(String table) {
    return "ALTER TABLE %s SET ON DELETE CASCADE".formatted(quoted(table));
  }
}
