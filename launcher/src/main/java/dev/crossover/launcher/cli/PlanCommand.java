package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.launcher.plan.PlanReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "plan",
    description =
        "Tell what the migration will do: tables and their order, estimated durations, what is not"
            + " moved, what the cutover does.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) -> {
          PlanReport report = wiring.plan().look();
          ExitCode exit = report.refusals().isEmpty() ? ExitCode.DONE : ExitCode.GATE_NOT_MET;
          return new Answer(exit, report, report.text());
        });
  }
}
