package dev.crossover.launcher.cli;

import dev.crossover.launcher.status.StatusReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "status",
    description = "Tell the phase, progress, lag and dead letters of the migration.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = {"-w", "--watch"},
      description = "Go on telling until interrupted, or until the migration is over.")
  private boolean watch;

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) -> {
          if (watch) {
            wiring.status().watch(progress, Duration.ofSeconds(1));
          }
          StatusReport report = wiring.status().look();
          return Answer.done(report, report.text());
        });
  }
}
