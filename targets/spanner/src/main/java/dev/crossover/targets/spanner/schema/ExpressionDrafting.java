package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.schema.Findings;
import dev.crossover.engine.schema.Note;
import dev.crossover.engine.schema.SourceColumn.Fill;
import dev.crossover.engine.schema.SourceTable.SourceCheck;
import dev.crossover.targets.spanner.schema.TableDraft.ColumnDraft;
import dev.crossover.targets.spanner.schema.TargetDdl.TableExpressions;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides which defaults and conditions of a table are moved. */
final class ExpressionDrafting {
  /** A longer list of labels is not worth a condition that is checked with every write. */
  private static final int MOST_LABELS = 200;

  private final TargetNames names;
  private final Findings findings;

  ExpressionDrafting(TargetNames names, Findings findings) {
    this.names = names;
    this.findings = findings;
  }

  TableExpressions draft(TableDraft table) {
    return new TableExpressions(defaults(table), generations(table), checks(table));
  }

  private Map<String, String> defaults(TableDraft table) {
    Map<String, String> defaults = new HashMap<>();
    for (ColumnDraft column : table.columns()) {
      Fill fill = column.source().fill();
      if (fill.kind() == Fill.Kind.DEFAULT) {
        SpannerType type = SpannerType.of(column.target().type());
        Optional<String> value =
            fill.expression().flatMap(expression -> DefaultSql.of(expression, type));
        value.ifPresent(expression -> defaults.put(column.target().name(), expression));
        if (value.isEmpty()) {
          findings.note(
              Note.Kind.NOT_MOVED,
              "default of column " + table.source().name() + "." + column.source().name(),
              "give the value in the application: " + fill.text());
        }
      }
    }
    return defaults;
  }

  private Map<String, String> generations(TableDraft table) {
    Map<String, String> generations = new HashMap<>();
    for (ColumnDraft column : table.columns()) {
      if (column.target().generated()) {
        Fill fill = column.source().fill();
        Optional<String> generation =
            column.generatedAs().or(() -> generation(table, column, fill));
        generation.ifPresent(found -> generations.put(column.target().name(), found));
        if (generation.isEmpty()) {
          // The log carries no generated columns, so it cannot be copied as an ordinary one.
          findings.refuse(
              "column " + table.source().name() + "." + column.source().name(),
              "it is generated as " + fill.text() + ", which is not certain to give equal values",
              "sums, differences and products of integers, and joined texts",
              "give its GoogleSQL expression as \"generated_as\" in the mapping file, or \"skip\":"
                  + " true");
        }
      }
    }
    return generations;
  }

  private static Optional<String> generation(TableDraft table, ColumnDraft column, Fill fill) {
    return fill.expression()
        .flatMap(
            expression -> ExpressionSql.generation(expression, column.target(), table::targetOf));
  }

  private Map<String, String> checks(TableDraft table) {
    Map<String, String> checks = new LinkedHashMap<>();
    for (SourceCheck check : table.source().checks()) {
      add(checks, table, check);
    }
    for (ColumnDraft column : table.columns()) {
      enumCheck(table, column, checks);
      for (SourceCheck check : column.source().domainChecks()) {
        String name = column.target().name() + "_" + check.name();
        add(
            checks,
            table,
            new SourceCheck(name, check.text(), check.expression(), check.obstacle()));
      }
    }
    return checks;
  }

  private void add(Map<String, String> checks, TableDraft table, SourceCheck check) {
    Optional<String> condition =
        check
            .expression()
            .filter(expression -> check.obstacle().isEmpty())
            .flatMap(expression -> ExpressionSql.condition(expression, table::targetOf));
    if (condition.isPresent()) {
      checks.put(names.take(check.name(), table.name() + "_" + check.name()), condition.get());
    } else {
      findings.note(
          Note.Kind.NOT_MOVED,
          "check " + check.name() + " of " + table.source().name(),
          check
                  .obstacle()
                  .orElse("it may mean something else in the target; check it in the application")
              + ": "
              + check.text());
    }
  }

  private void enumCheck(TableDraft table, ColumnDraft column, Map<String, String> checks) {
    if (column.source().enumLabels().isEmpty() || column.target().generated()) {
      return;
    }
    String subject = "enum of column " + table.source().name() + "." + column.source().name();
    if (column.source().type().isArray() || column.source().enumLabels().size() > MOST_LABELS) {
      findings.note(
          Note.Kind.NOT_MOVED,
          subject,
          "the target does not check its labels: "
              + (column.source().type().isArray() ? "it is an array" : "there are too many"));
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
