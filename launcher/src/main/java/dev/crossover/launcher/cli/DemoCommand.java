package dev.crossover.launcher.cli;

import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SourceException;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.demo.DemoEnvironment;
import dev.crossover.launcher.demo.DemoSource;
import dev.crossover.launcher.demo.Workload;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.report.MigrationReport;
import dev.crossover.platforms.local.Programs;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    description =
        "Move a live sample database to the Spanner emulator on this machine, through every phase:"
            + " an embedded PostgreSQL or MariaDB with the Chinook data, and an application that"
            + " keeps writing to it.")
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private OutputOptions output;

  @Option(
      names = "--source",
      paramLabel = "KIND",
      defaultValue = "postgresql",
      description =
          "What is moved: ${COMPLETION-CANDIDATES}. MariaDB stands for mysql."
              + " Default: ${DEFAULT-VALUE}.")
  private DemoSource source;

  @Option(
      names = "--writes-per-second",
      paramLabel = "N",
      defaultValue = "200",
      description = "Rows that the application writes. Default: ${DEFAULT-VALUE}.")
  private int writesPerSecond;

  @Option(
      names = "--scale",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many times the sample's rows. Default: ${DEFAULT-VALUE}.")
  private int scale;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What the application's choices follow from. Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--keep", description = "Leave everything running, and print how to look at it.")
  private boolean keep;

  @Override
  public Integer call() {
    DemoEnvironment demo =
        new DemoEnvironment(source, Path.of(".crossover", "demo"), Programs.find());
    if (!keep) {
      Runtime.getRuntime().addShutdownHook(new Thread(demo::stop));
    }
    return new Invocation(command, Optional.of(DemoEnvironment.NAME), output)
        .run(
            demo.settingsDirectory(),
            progress -> prepare(demo, progress),
            (wiring, progress) -> migrate(demo, wiring, progress));
  }

  private void prepare(DemoEnvironment demo, Progress progress) {
    if (scale < 1 || writesPerSecond < 0) {
      throw new SettingsException(
          "--scale must be 1 or more and --writes-per-second 0 or more, got %d and %d"
              .formatted(scale, writesPerSecond));
    }
    progress.note(demo.preparation(scale));
    demo.prepare(scale);
  }

  private Answer migrate(DemoEnvironment demo, Wiring wiring, Progress progress) {
    try (Workload workload = demo.workload(writesPerSecond, seed)) {
      workload.start();
      progress.note(
          "an application writes " + writesPerSecond + " rows per second until the fence");
      wiring.migration(progress).run();
      wiring.verify(progress);
      CutoverReport cutover =
          wiring
              .lock()
              .withCutover(lease -> wiring.cutover(progress).execute(lease, Optional.empty()));
      workload
          .failure()
          .ifPresent(
              failure -> {
                throw new SourceException("the sample application failed", failure);
              });
      return answer(demo, wiring.report(), cutover, workload.writes());
    }
  }

  private Answer answer(
      DemoEnvironment demo, MigrationReport report, CutoverReport cutover, long writes) {
    StringBuilder text = new StringBuilder(report.text());
    text.append("%n%-24s %,d rows, until the fence".formatted("the application wrote", writes));
    cutover.problem().ifPresent(problem -> text.append("\n\n").append(problem));
    if (keep) {
      text.append("\n\n").append(howToLook(demo));
    }
    return new Answer(cutover.exitCode(), report, text.toString());
  }

  private static String howToLook(DemoEnvironment demo) {
    return """
Everything is still running:
  the source       %s
  the target       export SPANNER_EMULATOR_HOST=%s; project crossover-demo, instance demo, database chinook
  the migration    bin/crossover status --env demo --tfvars %s
The next `bin/crossover demo` ends and removes it.\
"""
        .formatted(demo.client(), demo.emulatorHost(), demo.settingsDirectory());
  }
}
