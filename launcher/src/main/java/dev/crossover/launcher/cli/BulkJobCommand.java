package dev.crossover.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "bulk-job",
    hidden = true,
    description = "Load in bulk in this process; what crossover bulk starts.")
final class BulkJobCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Override
  public Integer call() {
    return options.run((wiring, progress) -> JobRun.of("bulk", wiring::loadInBulk));
  }
}
