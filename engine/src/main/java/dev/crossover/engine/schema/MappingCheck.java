package dev.crossover.engine.schema;

import dev.crossover.contract.NearestName;
import java.util.List;
import java.util.TreeMap;

/** Refuses wishes for tables and columns that do not exist. */
public final class MappingCheck {
  private MappingCheck() {}

  public static void check(Mapping mapping, SourceSchema source, Findings findings) {
    List<String> tables = source.tables().stream().map(table -> table.name().toString()).toList();
    new TreeMap<>(mapping.tables())
        .forEach(
            (name, wishes) -> {
              if (source.table(name).isEmpty()) {
                findings.refuse(
                    "mapping file",
                    "it has a table " + name,
                    "tables that are moved" + NearestName.hint(name.toString(), tables),
                    "correct or remove the entry");
              } else {
                checkColumns(wishes, source.table(name).get(), findings);
              }
            });
  }

  private static void checkColumns(Mapping.OfTable wishes, SourceTable table, Findings findings) {
    List<String> columns = table.columns().stream().map(SourceColumn::name).toList();
    wishes.columns().keySet().stream()
        .filter(column -> !columns.contains(column))
        .sorted()
        .forEach(
            column ->
                findings.refuse(
                    "mapping file",
                    "table " + table.name() + " has no column " + column,
                    "the columns of the table" + NearestName.hint(column, columns),
                    "correct or remove the entry"));
    table.columns().stream()
        .filter(column -> wishes.column(column.name()).generatedAs().isPresent())
        .filter(column -> !column.generated())
        .forEach(
            column ->
                findings.refuse(
                    "column " + table.name() + "." + column.name(),
                    "the mapping file has \"generated_as\" for it, but it is not generated",
                    "\"generated_as\" for generated columns",
                    "remove it from the mapping file"));
  }
}
