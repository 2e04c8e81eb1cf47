package dev.crossover.launcher.cli;

import dev.crossover.launcher.cutover.CutoverPlan;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.report.TextTable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Plans and reports of a cutover for a person. */
final class CutoverText {
  private CutoverText() {}

  static String of(CutoverPlan plan) {
    StringBuilder text = new StringBuilder(gates(plan.gates()));
    text.append("\n\nSteps:\n");
    plan.steps().forEach(step -> text.append("  %-22s %s%n".formatted(step.name(), step.what())));
    text.append("\nplan ").append(plan.hash()).append(": ");
    return text.append(plan.ready() ? "every gate is met" : "not every gate is met").toString();
  }

  private static String gates(List<Gate> gates) {
    TextTable table = new TextTable("gate", "verdict", "observed", "limit");
    StringBuilder hints = new StringBuilder();
    for (Gate gate : gates) {
      table.row(gate.name(), gate.met() ? "met" : "NOT MET", gate.observed(), gate.limit());
      if (!gate.hint().isEmpty()) {
        hints.append("\n  ").append(gate.name()).append(" -> ").append(gate.hint());
      }
    }
    return table.toString() + hints;
  }

  static String of(CutoverReport report) {
    StringBuilder text = new StringBuilder();
    if (!report.gates().isEmpty()) {
      text.append(gates(report.gates())).append("\n\n");
    }
    report
        .steps()
        .forEach(
            step ->
                text.append(
                    "%-22s %8s  %s%s%n"
                        .formatted(
                            step.name(),
                            Durations.text(Duration.ofMillis(step.millis())),
                            step.done() ? "" : "FAILED: ",
                            step.outcome())));
    report
        .fenceToJournalMillis()
        .ifPresent(
            millis ->
                text.append("downtime from fence to journal: ")
                    .append(Durations.text(Duration.ofMillis(millis)))
                    .append('\n'));
    report
        .catchUp()
        .ifPresent(
            kind ->
                text.append("caught up by: ")
                    .append(kind.name().toLowerCase(Locale.ROOT))
                    .append(": ")
                    .append(kind.meaning())
                    .append('\n'));
    report.problem().ifPresent(problem -> text.append('\n').append(problem).append('\n'));
    return text.append("phase ").append(report.phase()).toString();
  }
}
