package dev.crossover.launcher.cli;

import dev.crossover.launcher.workflow.NextStep;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "run",
    description =
        "Take the migration to READY: preflight, schema, capture, bulk load, live apply. Can be"
            + " killed and run again at any time.")
final class RunCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = "--no-deploy",
      description =
          "On Google Cloud, leave the stacks target and live to whoever has deployed them.")
  private boolean noDeploy;

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          if (!noDeploy) {
            wiring.provision(progress);
          }
          var phase = wiring.migration(progress).run();
          return PhaseAnswer.of(phase, NextStep.of(phase));
        });
  }
}
