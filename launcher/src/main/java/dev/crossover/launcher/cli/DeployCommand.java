package dev.crossover.launcher.cli;

import dev.crossover.launcher.deploy.DeployPhase;
import dev.crossover.launcher.deploy.DeployReport;
import dev.crossover.launcher.deploy.DeployStack;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "deploy",
    description =
        "Deploy one part of an environment on Google Cloud with Terraform or OpenTofu: plan, ask"
            + " the guard, apply exactly that plan. What is deployed already is left as it is.")
final class DeployCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = "--phase",
      required = true,
      paramLabel = "PHASE",
      description = "In the order of a migration: ${COMPLETION-CANDIDATES}.")
  private DeployPhase phase;

  @Option(names = "--dry-run", description = "Plan and ask the guard; change nothing.")
  private boolean dryRun;

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          DeployStack deploy = wiring.deploy(progress);
          DeployReport report = dryRun ? deploy.dryRun(phase) : deploy.run(phase);
          return Answer.done(report, report.text());
        });
  }
}
