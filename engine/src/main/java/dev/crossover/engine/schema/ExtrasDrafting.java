package dev.crossover.engine.schema;

import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.engine.schema.TableDraft.ColumnDraft;
import dev.crossover.engine.schema.TargetDdl.TableExtras;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides which defaults and conditions of a table are moved. */
final class ExtrasDrafting {
  /** A longer list of labels is not worth a condition that is checked with every write. */
  private static final int MOST_LABELS = 200;

  private final SourceDialect dialect;
  private final TargetNames names;
  private final Findings findings;

  ExtrasDrafting(SourceDialect dialect, TargetNames names, Findings findings) {
    this.dialect = dialect;
    this.names = names;
    this.findings = findings;
  }

  TableExtras draft(TableDraft table) {
    return new TableExtras(defaults(table), generations(table), checks(table));
  }

  private Map<String, String> defaults(TableDraft table) {
    Map<String, String> defaults = new HashMap<>();
    for (ColumnDraft column : table.columns()) {
      Fill fill = column.source().fill();
      if (fill.kind() == Fill.Kind.DEFAULT && !dialect.drawsFromSequence(fill.expression())) {
        Optional<String> value = dialect.defaultValue(fill.expression(), column.target());
        value.ifPresent(expression -> defaults.put(column.target().name(), expression));
        if (value.isEmpty()) {
          findings.note(
              Note.Kind.NOT_MOVED,
              "default of column " + table.source().name() + "." + column.source().name(),
              "give the value in the application: " + fill.expression());
        }
      }
    }
    return defaults;
  }

  private Map<String, String> generations(TableDraft table) {
    Map<String, String> generations = new HashMap<>();
    for (ColumnDraft column : table.columns()) {
      if (column.target().generated()) {
        String expression = column.source().fill().expression();
        Optional<String> generation =
            column
                .generatedAs()
                .or(
                    () ->
                        dialect.generation(
                            expression, column.target(), name -> comparable(table, name)));
        generation.ifPresent(found -> generations.put(column.target().name(), found));
        if (generation.isEmpty()) {
          // The log carries no generated columns, so it cannot be copied as an ordinary one.
          findings.refuse(
              "column " + table.source().name() + "." + column.source().name(),
              "it is generated as " + expression + ", which is not certain to give equal values",
              "sums, differences and products of integers, and joined texts",
              "give its GoogleSQL expression as \"generated_as\" in the mapping file, or \"skip\":"
                  + " true");
        }
      }
    }
    return generations;
  }

  private Map<String, String> checks(TableDraft table) {
    Map<String, String> checks = new LinkedHashMap<>();
    for (SourceCheck check : table.source().checks()) {
      add(checks, table, check, name -> comparable(table, name));
    }
    for (ColumnDraft column : table.columns()) {
      enumCheck(table, column, checks);
      for (SourceCheck check : column.source().domainChecks()) {
        add(
            checks,
            table,
            new SourceCheck(
                column.target().name() + "_" + check.name(), check.expression(), check.validated()),
            name ->
                name.equals("VALUE")
                    ? comparable(table, column.source().name())
                    : Optional.empty());
      }
    }
    return checks;
  }

  /** A column whose equal values are stored alike; other texts cannot be compared in the target. */
  private static Optional<TargetColumn> comparable(TableDraft table, String name) {
    return table
        .bySource(name)
        .filter(column -> column.source().caseSensitive())
        .map(ColumnDraft::target);
  }

  private void add(
      Map<String, String> checks,
      TableDraft table,
      SourceCheck check,
      Function<String, Optional<TargetColumn>> columns) {
    Optional<String> condition =
        check.validated() ? dialect.condition(check.expression(), columns) : Optional.empty();
    if (condition.isPresent()) {
      checks.put(names.take(check.name(), table.name() + "_" + check.name()), condition.get());
    } else {
      findings.note(
          Note.Kind.NOT_MOVED,
          "check " + check.name() + " of " + table.source().name(),
          (check.validated() ? "check it in the application: " : "it is NOT VALID in the source: ")
              + check.expression());
    }
  }

  private void enumCheck(TableDraft table, ColumnDraft column, Map<String, String> checks) {
    if (column.source().enumLabels().isEmpty() || column.target().generated()) {
      return;
    }
    String subject = "enum of column " + table.source().name() + "." + column.source().name();
    if (column.source().type().array() || column.source().enumLabels().size() > MOST_LABELS) {
      findings.note(
          Note.Kind.NOT_MOVED,
          subject,
          "the target does not check its labels: "
              + (column.source().type().array() ? "it is an array" : "there are too many"));
      return;
    }
    String labels =
        column.source().enumLabels().stream()
            .map(GoogleSql::literal)
            .collect(Collectors.joining(", "));
    checks.put(
        names.take(table.name() + "_" + column.target().name() + "_labels"),
        GoogleSql.quoted(column.target().name()) + " IN (" + labels + ")");
    findings.note(
        Note.Kind.CHANGED, subject, "is text with a check of its labels; they sort as text");
  }
}
