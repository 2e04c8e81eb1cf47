package dev.crossover.engine.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Writes a plan for people: what is moved and how, and what is not and why. */
final class SchemaPlanReport {
  private final SchemaPlan plan;
  private final StringBuilder text = new StringBuilder();

  SchemaPlanReport(SchemaPlan plan) {
    this.plan = plan;
  }

  String text() {
    section("REFUSED: settle these first", plan.refusals().stream().map(Refusal::message).toList());
    section("Moved", plan.target().movedTables().stream().map(SchemaPlanReport::line).toList());
    section("Renamed", notes(Note.Kind.RENAMED));
    section("Changed", notes(Note.Kind.CHANGED));
    section("Other meaning on the target", notes(Note.Kind.MEANING));
    section("Not moved", notes(Note.Kind.NOT_MOVED));
    section(
        "Not moved: other objects",
        plan.source().notMoved().stream()
            .map(object -> "%s %s: %s".formatted(object.kind(), object.name(), object.reason()))
            .toList());
    section("Trade-offs", notes(Note.Kind.TRADE_OFF));
    section("After cutover", plan.scripts().afterCutover().statements());
    section(
        "Comments of the source",
        plan.source().tables().stream().flatMap(table -> comments(table).stream()).toList());
    return text.toString();
  }

  private List<String> notes(Note.Kind kind) {
    Predicate<Note> wanted = note -> note.kind() == kind;
    return plan.notes().stream()
        .filter(wanted)
        .map(note -> note.subject() + ": " + note.text())
        .toList();
  }

  private static String line(TargetTable table) {
    return "%s -> %s, %d column(s), key (%s), level %d%s"
        .formatted(
            table.source(),
            table.name(),
            table.columns().size(),
            String.join(", ", table.primaryKey()),
            table.level(),
            table.interleavedIn().map(parent -> ", interleaved in " + parent).orElse(""));
  }

  private static List<String> comments(SourceTable table) {
    List<String> comments = new ArrayList<>();
    table.comment().ifPresent(comment -> comments.add("table " + table.name() + ": " + comment));
    for (SourceColumn column : table.columns()) {
      column
          .comment()
          .ifPresent(
              comment ->
                  comments.add("column " + table.name() + "." + column.name() + ": " + comment));
    }
    return comments;
  }

  private void section(String title, List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    if (!text.isEmpty()) {
      text.append('\n');
    }
    text.append(title).append(" (").append(lines.size()).append(")\n");
    lines.forEach(
        line -> text.append("  ").append(line.strip().replace("\n", "\n    ")).append('\n'));
  }
}
