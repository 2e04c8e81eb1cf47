package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.launcher.preflight.PreflightReport;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "preflight",
    description = "Check source, target and settings, and report all problems at once.")
final class PreflightCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  private record Result(boolean passed, List<Finding> findings) {}

  @Override
  public Integer call() {
    return options.runWithoutLease((wiring, progress) -> answer(wiring.preflight().look()));
  }

  static Answer answer(PreflightReport report) {
    StringBuilder text = new StringBuilder(lines(report.findings()));
    int failures = report.failures().size();
    text.append(
        report.passed()
            ? "The migration may start."
            : "%d problem%s to solve before the migration can start."
                .formatted(failures, failures == 1 ? "" : "s"));
    return new Answer(
        report.passed() ? ExitCode.DONE : ExitCode.GATE_NOT_MET,
        new Result(report.passed(), report.findings()),
        text.toString());
  }

  /** One line for each finding, and one below it for what to do. */
  static String lines(List<Finding> findings) {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(
          "%-8s %-24s %s%n".formatted(finding.verdict(), finding.check(), finding.observed()));
      if (!finding.hint().isEmpty()) {
        text.append(
            "%-8s %-24s -> %s%n"
                .formatted("", "", finding.hint().replace("\n", "\n" + " ".repeat(37))));
      }
    }
    return text.toString();
  }
}
