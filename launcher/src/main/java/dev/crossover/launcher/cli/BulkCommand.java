package dev.crossover.launcher.cli;

import dev.crossover.launcher.workflow.NextStep;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "bulk",
    description =
        "Run the bulk load to its end and ask the bulk gate. Needs a change stream that has"
            + " started; loads nothing twice.")
final class BulkCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          var phase = wiring.migration(progress).bulk();
          return PhaseAnswer.of(phase, NextStep.of(phase));
        });
  }
}
