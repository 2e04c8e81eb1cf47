package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.verify.VerificationReport;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.progress.Progress;
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
    return options.runWithoutLease((wiring, progress) -> answer(wiring, progress));
  }

  private static Answer answer(Wiring wiring, Progress progress) {
    wiring.migration(progress).requireBegun("verify", "crossover run");
    VerificationReport report = wiring.verify(progress);
    return new Answer(exit(report), report, VerificationText.of(report, wiring.place(report)));
  }

  private static ExitCode exit(VerificationReport report) {
    return switch (report.verdict()) {
      case PASS -> ExitCode.DONE;
      case MISMATCH -> ExitCode.MISMATCH;
      case INCOMPLETE -> ExitCode.VERIFICATION_INCOMPLETE;
    };
  }
}
