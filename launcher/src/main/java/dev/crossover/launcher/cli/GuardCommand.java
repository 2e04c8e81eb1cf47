package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.guard.PlanGuard;
import dev.crossover.launcher.guard.PlannedChange;
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
    name = "guard",
    description =
        "Refuse a Terraform plan that would lose or delay data: in the stream, its bucket, topic,"
            + " subscription, grants or jobs, or in the target; for pipelines, before an apply.")
final class GuardCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "PLAN.json", description = "What `terraform show -json PLAN` printed.")
  private Path plan;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      description = "Where the migration is; the strictest rules without it.")
  private Phase phase;

  @Mixin private OutputOptions output;

  private record Result(boolean passed, List<String> refused, List<String> told) {}

  @Override
  public Integer call() {
    return new Invocation(command, Optional.empty(), output)
        .run(() -> answer(PlanGuard.judge(plan, Optional.ofNullable(phase))));
  }

  private Answer answer(PlanGuard.Verdict verdict) {
    List<String> told = verdict.told().stream().map(PlannedChange::toString).toList();
    StringBuilder text = new StringBuilder();
    verdict.refused().forEach(refusal -> text.append("REFUSED  ").append(refusal).append('\n'));
    told.forEach(change -> text.append("         ").append(change).append('\n'));
    text.append(verdict.passed() ? "The plan may be applied." : "The plan may not be applied.");
    text.append(
        verdict.passed() || phase != null ? "" : " Say where the migration is with --phase.");
    return new Answer(
        verdict.passed() ? ExitCode.DONE : ExitCode.GATE_NOT_MET,
        new Result(verdict.passed(), verdict.refused(), told),
        text.toString());
  }
}
