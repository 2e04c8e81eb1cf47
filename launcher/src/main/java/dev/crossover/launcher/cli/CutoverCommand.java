package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.launcher.Wiring;
import dev.crossover.launcher.cutover.CutoverPlan;
import dev.crossover.launcher.cutover.CutoverReport;
import dev.crossover.launcher.progress.Progress;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "cutover",
    description =
        "Make the target the owner of the data: gates, fence, catch-up proof, verification,"
            + " journal, switch. Does nothing without --execute; until the journal every failure"
            + " gives the source back.")
final class CutoverCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @ArgGroup(exclusive = true, multiplicity = "0..1")
  private Mode mode = new Mode();

  @Option(
      names = "--approve",
      paramLabel = "HASH",
      description = "Go on only if what would be done is still the plan with this hash.")
  private String approved;

  /** Whether anything is done. */
  private static final class Mode {
    @Option(names = "--execute", description = "Cut over.")
    private boolean execute;

    @Option(
        names = "--dry-run",
        description = "Print each step, and each gate with observed value, limit and hint.")
    private boolean dryRun;
  }

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) ->
            mode.execute ? execute(wiring, progress) : plan(wiring.cutover(progress).plan()));
  }

  private Answer plan(CutoverPlan plan) {
    ExitCode exit = plan.ready() ? ExitCode.DONE : ExitCode.GATE_NOT_MET;
    String text = CutoverText.of(plan);
    return new Answer(
        exit, plan, mode.dryRun ? text : text + "\nNothing was done; --execute cuts over.");
  }

  private Answer execute(Wiring wiring, Progress progress) {
    wiring.migration(progress).requireBegun("cut over", "crossover run");
    CutoverReport report =
        wiring
            .lock()
            .withCutover(
                lease -> wiring.cutover(progress).execute(lease, Optional.ofNullable(approved)));
    return new Answer(report.exitCode(), report, CutoverText.of(report));
  }
}
