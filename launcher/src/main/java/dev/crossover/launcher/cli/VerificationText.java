package dev.crossover.launcher.cli;

import dev.crossover.engine.verify.ColumnDifference;
import dev.crossover.engine.verify.Mismatch;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.report.TextTable;

/** A verification for a person: its tables, and what differs, a line for each value. */
final class VerificationText {
  private static final int MOST_LINES = 20;
  private static final int LONGEST_CELL = 40;

  private final VerificationReport report;
  private final TextTable differences = new TextTable("table", "key", "column", "source", "target");
  private int lines;

  private VerificationText(VerificationReport report) {
    this.report = report;
  }

  /**
   * @param place where the whole report is
   */
  static String of(VerificationReport report, String place) {
    return new VerificationText(report).text() + "\nreport: " + place;
  }

  private String text() {
    report.tables().forEach(table -> table.details().forEach(found -> add(table, found)));
    return String.join(
        "\n",
        tables().toString(),
        "",
        "%s: %,d rows compared, %,d differ, %,.0f rows/s"
            .formatted(
                report.verdict(), report.compared(), report.mismatches(), report.rowsPerSecond()),
        report.reason().isEmpty() ? "" : report.reason() + "\n",
        lines == 0 ? "" : shown() + "\n");
  }

  private TextTable tables() {
    TextTable table =
        new TextTable("table", "source rows", "target rows", "differ", "rechecked", "verdict");
    for (TableVerification t : report.tables()) {
      table.row(
          t.name(), t.sourceRows(), t.targetRows(), t.mismatches(), t.rechecked(), t.verdict());
    }
    return table;
  }

  private void add(TableVerification table, Mismatch found) {
    String key = "(" + String.join(", ", found.key()) + ")";
    switch (found.kind()) {
      case MISSING_ON_TARGET -> line(table, key, "", "a row", "no row");
      case EXTRA_ON_TARGET -> line(table, key, "", "no row", "a row");
      case DIFFERS -> {
        for (ColumnDifference column : found.columns()) {
          line(table, key, column.column(), column.source(), column.target());
        }
      }
    }
  }

  private void line(
      TableVerification table, String key, String column, String source, String target) {
    lines++;
    if (lines <= MOST_LINES) {
      differences.row(table.name(), cell(key), column, cell(source), cell(target));
    }
  }

  /** One line of a terminal. */
  private static String cell(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "\u00b7");
    return line.length() <= LONGEST_CELL ? line : line.substring(0, LONGEST_CELL - 3) + "...";
  }

  private String shown() {
    return lines <= MOST_LINES
        ? differences.toString()
        : differences + "\n%,d more in the report%s".formatted(lines - MOST_LINES, kept());
  }

  /** A report of millions of differences would help nobody. */
  private String kept() {
    long kept = report.tables().stream().mapToLong(table -> table.details().size()).sum();
    return kept == report.mismatches()
        ? ""
        : ", which keeps %,d of the %,d rows that differ".formatted(kept, report.mismatches());
  }
}
