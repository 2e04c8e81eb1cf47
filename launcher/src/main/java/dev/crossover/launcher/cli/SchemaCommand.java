package dev.crossover.launcher.cli;

import dev.crossover.launcher.plan.SchemaStepReport;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "schema",
    description =
        "Plan the target's schema, write it as files, and make it. Safe to run again; once capture"
            + " has begun the plan stays as it is.")
final class SchemaCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  private record Result(SchemaStepReport schema, String files) {}

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          SchemaStepReport report = wiring.migration(progress).schema();
          String files = wiring.schemaPlace();
          return Answer.done(
              new Result(report, files), report.text() + "\nThe files are in " + files);
        });
  }
}
