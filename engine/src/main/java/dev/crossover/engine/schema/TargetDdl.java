package dev.crossover.engine.schema;

import static dev.crossover.engine.schema.GoogleSql.quoted;

import dev.crossover.engine.schema.SourceTable.IndexColumn;
import dev.crossover.engine.schema.TableDraft.ColumnDraft;
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
  record TableExtras(
      Map<String, String> defaults, Map<String, String> generations, Map<String, String> checks) {}

  static DdlStatement createTable(TableDraft table, TableExtras extras) {
    List<String> lines = new ArrayList<>();
    for (ColumnDraft column : table.columns()) {
      lines.add("  " + column(column.target(), extras));
    }
    extras
        .checks()
        .forEach(
            (name, condition) ->
                lines.add("  CONSTRAINT %s CHECK (%s)".formatted(quoted(name), condition)));
    return create(table.name(), lines, table.primaryKey(), table.parent().map(TableDraft::name));
  }

  /** A table of Crossover's own, which no draft stands for. */
  static DdlStatement createTable(TargetTable table) {
    List<String> lines =
        table.columns().stream()
            .map(
                column ->
                    "  " + quoted(column.name()) + " " + column.type().ddl() + required(column))
            .toList();
    return create(table.name(), lines, table.primaryKey(), table.interleavedIn());
  }

  private static DdlStatement create(
      String name, List<String> lines, List<String> key, Optional<String> parent) {
    return DdlStatement.parse(
        "CREATE TABLE %s (\n%s\n) PRIMARY KEY (%s)%s"
            .formatted(
                quoted(name),
                String.join(",\n", lines),
                quoted(key),
                parent
                    .map(
                        above ->
                            ",\n  INTERLEAVE IN PARENT %s ON DELETE NO ACTION"
                                .formatted(quoted(above)))
                    .orElse("")));
  }

  private static String column(TargetColumn column, TableExtras extras) {
    String generation = extras.generations().get(column.name());
    String defaultValue = extras.defaults().get(column.name());
    String tail = "";
    if (generation != null) {
      tail = " AS (%s) STORED".formatted(generation);
    } else if (defaultValue != null) {
      tail = " DEFAULT (%s)".formatted(defaultValue);
    }
    return quoted(column.name()) + " " + column.type().ddl() + required(column) + tail;
  }

  private static String required(TargetColumn column) {
    return column.nullable() ? "" : " NOT NULL";
  }

  static DdlStatement createIndex(TargetIndex index) {
    String stored =
        index.stored().isEmpty() ? "" : " STORING (%s)".formatted(quoted(index.stored()));
    return DdlStatement.parse(
        "CREATE %s%sINDEX %s ON %s (%s)%s"
            .formatted(
                index.unique() ? "UNIQUE " : "",
                index.nullFiltered() ? "NULL_FILTERED " : "",
                quoted(index.name()),
                quoted(index.table()),
                index.columns().stream()
                    .map(TargetDdl::indexColumn)
                    .collect(Collectors.joining(", ")),
                stored));
  }

  private static String indexColumn(IndexColumn column) {
    return quoted(column.name()) + (column.descending() ? " DESC" : "");
  }

  static DdlStatement addForeignKey(
      String table, TargetForeignKey key, String name, boolean cascade) {
    return DdlStatement.parse(
        "ALTER TABLE %s ADD CONSTRAINT %s FOREIGN KEY (%s) REFERENCES %s (%s)%s"
            .formatted(
                quoted(table),
                quoted(name),
                quoted(key.columns()),
                quoted(key.parent()),
                quoted(key.parentColumns()),
                cascade ? " ON DELETE CASCADE" : ""));
  }

  static DdlStatement dropConstraint(String table, String name) {
    return DdlStatement.parse(
        "ALTER TABLE %s DROP CONSTRAINT %s".formatted(quoted(table), quoted(name)));
  }

  static DdlStatement cascadeInterleaving(String table) {
    return DdlStatement.parse("ALTER TABLE %s SET ON DELETE CASCADE".formatted(quoted(table)));
  }
}
