package dev.crossover.launcher.cli;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsReader;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.platforms.googlecloud.doctor.GoogleCloudDoctor;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "doctor",
    description =
        "Check what is around an environment on Google Cloud before anything is deployed: programs,"
            + " clock, APIs, permissions, quotas, network. What cannot be looked at is UNKNOWN, and"
            + " counts as a problem.")
final class DoctorCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  private record Result(boolean passed, List<Finding> findings) {}

  @Override
  public Integer call() {
    return options.runApart(this::look);
  }

  private Answer look() {
    ResourceNames names =
        ResourceNames.of(SettingsReader.read(options.tfvars(), options.environment()));
    return answer(GoogleCloudDoctor.checks(names, System.getenv(), Clock.systemUTC()));
  }

  static Answer answer(List<Check> checks) {
    List<Finding> findings = new ArrayList<>();
    for (Check check : checks) {
      try {
        findings.addAll(check.look());
      } catch (CrossoverException e) {
        findings.add(Finding.unknown(check, e.getMessage(), "settle that, then look again"));
      }
    }
    long problems = findings.stream().filter(finding -> finding.verdict().stops()).count();
    String text =
        PreflightCommand.lines(findings)
            + (problems == 0
                ? "Ready to deploy."
                : "%d problem%s to solve before a deploy."
                    .formatted(problems, problems == 1 ? "" : "s"));
    return new Answer(
        problems == 0 ? ExitCode.DONE : ExitCode.GATE_NOT_MET,
        new Result(problems == 0, findings),
        text);
  }
}
