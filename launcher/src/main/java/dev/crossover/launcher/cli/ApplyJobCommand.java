package dev.crossover.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "apply-job",
    hidden = true,
    description = "Apply changes in this process until it is ended; what crossover apply starts.")
final class ApplyJobCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Override
  public Integer call() {
    return options.run((wiring, progress) -> JobRun.of("apply", wiring::applyChanges));
  }
}
