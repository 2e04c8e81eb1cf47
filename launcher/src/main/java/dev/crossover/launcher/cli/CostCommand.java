package dev.crossover.launcher.cli;

import dev.crossover.contract.SettingsException;
import dev.crossover.launcher.cost.CostEstimate;
import dev.crossover.launcher.cost.CostReport;
import dev.crossover.launcher.cost.PriceTable;
import dev.crossover.launcher.cost.Volumes;
import dev.crossover.launcher.terraform.PlanFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "cost",
    description =
        "Estimate what the resources of Terraform plans cost a month, by a dated table of prices;"
            + " what has no price is told as such.")
final class CostCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "PLAN.json",
      arity = "1..*",
      description = "What `terraform show -json PLAN` printed, for one stack or several.")
  private List<Path> plans;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "A price table of your own; the one that comes with the program without it.")
  private Path prices;

  @Option(names = "--rows-gib", paramLabel = "N", description = "The source's rows, in GiB.")
  private BigDecimal rows;

  @Option(
      names = "--changes-gib",
      paramLabel = "N",
      description = "What the source changes in a month, in GiB.")
  private BigDecimal changes;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    return new Invocation(command, Optional.empty(), output).run(this::estimate);
  }

  private Answer estimate() {
    CostReport report =
        CostEstimate.of(
            plans.stream().map(PlanFile::read).toList(),
            prices == null ? PriceTable.builtIn() : PriceTable.read(prices),
            new Volumes(volume("--rows-gib", rows), volume("--changes-gib", changes)));
    return Answer.done(report, report.text());
  }

  static Optional<BigDecimal> volume(String option, BigDecimal gib) {
    if (gib != null && gib.signum() < 0) {
      throw new SettingsException(option + " must not be negative, got " + gib.toPlainString());
    }
    return Optional.ofNullable(gib);
  }
}
