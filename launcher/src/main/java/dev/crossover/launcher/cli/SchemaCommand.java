package dev.crossover.launcher.cli;

import dev.crossover.launcher.workflow.SchemaReport;
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

  private record Result(SchemaReport schema, String files) {}

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          SchemaReport report = wiring.migration(progress).schema();
          String files = wiring.workspace().schemaDirectory().toString();
          return Answer.done(
              new Result(report, files), report.text() + "\nThe files are in " + files);
        });
  }
}
