package dev.crossover.launcher.cli;

import dev.crossover.contract.ExitCode;
import dev.crossover.contract.SettingsException;
import dev.crossover.launcher.deadletters.Retry;
import dev.crossover.launcher.report.TextTable;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "retry",
    description =
        "Try dead letters again, after their reason is gone. What still cannot be moved as it came"
            + " is moved as the source has the row now. A newer change of the same key stays newer."
            + " Exit 10 if one is still open.")
final class DeadLettersRetryCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Dead letters' ids, from the list.")
  private List<String> ids = List.of();

  @Option(names = "--all", description = "Every open dead letter.")
  private boolean all;

  private record Result(List<Retry.Outcome> retried) {}

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) -> {
          if (ids.isEmpty() != all) {
            throw new SettingsException("retry needs either ids or --all; see dead-letters list");
          }
          return answer(wiring.retryDeadLetters().retry(ids, System.getProperty("user.name")));
        });
  }

  private static Answer answer(List<Retry.Outcome> outcomes) {
    TextTable table = new TextTable("id", "state", "detail");
    outcomes.forEach(o -> table.row(o.id(), o.closed() ? "settled" : "open", o.detail()));
    boolean settled = outcomes.stream().allMatch(Retry.Outcome::closed);
    return new Answer(
        settled ? ExitCode.DONE : ExitCode.GATE_NOT_MET,
        new Result(outcomes),
        outcomes.isEmpty() ? "nothing to retry" : table.toString());
  }
}
