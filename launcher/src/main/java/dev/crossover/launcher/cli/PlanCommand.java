package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.launcher.cost.PriceTable;
import dev.crossover.launcher.plan.PlanCloud;
import dev.crossover.launcher.plan.PlanReport;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description =
        "Tell what the migration will do: tables and their order, estimated durations, what is not"
            + " moved, what the cutover does. On Google Cloud also resources, cost and retention.")
final class PlanCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = "--no-resources",
      description = "Leave out resources, cost and retention; Terraform is not asked.")
  private boolean noResources;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A price table of your own; the one that comes with the program without it.")
  private Path prices;

  @Option(
      names = "--changes-gib",
      paramLabel = "N",
      description = "What the source changes in a month, in GiB.")
  private BigDecimal changes;

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) -> {
          PlanReport report = wiring.plan(cloud(), progress).look();
          ExitCode exit = report.refusals().isEmpty() ? ExitCode.DONE : ExitCode.GATE_NOT_MET;
          return new Answer(exit, report, report.text());
        });
  }

  private Optional<PlanCloud.Options> cloud() {
    return noResources
        ? Optional.empty()
        : Optional.of(
            new PlanCloud.Options(
                prices == null ? PriceTable.builtIn() : PriceTable.read(prices),
                CostCommand.volume("--changes-gib", changes)));
  }
}
