package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.verify.TableVerification;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.report.TextTable;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "verify",
    description =
        "Compare every row of source and target, also while the application writes: PASS, MISMATCH"
            + " (exit 11) or INCOMPLETE (exit 12).")
final class VerifyCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Override
  public Integer call() {
    return options.runWithoutLease((wiring, progress) -> answer(wiring.verify(progress)));
  }

  private static Answer answer(VerificationReport report) {
    TextTable table =
        new TextTable("table", "source rows", "target rows", "differ", "rechecked", "verdict");
    for (TableVerification t : report.tables()) {
      table.row(
          t.name(), t.sourceRows(), t.targetRows(), t.mismatches(), t.rechecked(), t.verdict());
    }
    String text =
        "%s%n%n%s: %,d rows compared, %,d differ, %,.0f rows/s%s"
            .formatted(
                table,
                report.verdict(),
                report.compared(),
                report.mismatches(),
                report.rowsPerSecond(),
                report.reason().isEmpty() ? "" : "\n" + report.reason());
    return new Answer(exit(report), report, text);
  }

  private static ExitCode exit(VerificationReport report) {
    return switch (report.verdict()) {
      case PASS -> ExitCode.DONE;
      case MISMATCH -> ExitCode.MISMATCH;
      case INCOMPLETE -> ExitCode.VERIFICATION_INCOMPLETE;
    };
  }
}
