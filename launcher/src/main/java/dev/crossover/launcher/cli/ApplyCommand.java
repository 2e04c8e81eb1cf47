package dev.crossover.launcher.cli;

import dev.crossover.launcher.workflow.NextStep;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "apply",
    description =
        "Start the live job, once the bulk gate has passed, and wait until the target has nearly"
            + " caught up.")
final class ApplyCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          var phase = wiring.migration(progress).apply();
          return PhaseAnswer.of(phase, NextStep.of(phase));
        });
  }
}
