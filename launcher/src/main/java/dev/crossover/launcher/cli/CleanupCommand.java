package dev.crossover.launcher.cli;

import dev.crossover.launcher.cleanup.Cleanup;
import dev.crossover.launcher.cleanup.CleanupReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "cleanup",
    description =
        "After the cutover, take away jobs, the stream and what it made in the source, Crossover's"
            + " tables and change files. The journal, the schema files, dead letters, reports and"
            + " logs stay.")
final class CleanupCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(names = "--dry-run", description = "Only tell what would be taken away.")
  private boolean dryRun;

  @Option(
      names = "--abandon",
      description = "Give up a migration that is not over; the source stays in use.")
  private boolean abandon;

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          if (abandon && !dryRun) {
            wiring.forgetLostEmulator();
          }
          Cleanup cleanup = wiring.cleanup(progress);
          CleanupReport report = dryRun ? cleanup.plan(abandon) : cleanup.run(abandon);
          return Answer.done(report, report.text());
        });
  }
}
