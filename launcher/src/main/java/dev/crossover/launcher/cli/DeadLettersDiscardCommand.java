package dev.crossover.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "discard",
    description =
        "Settle a dead letter without moving its record; verification still sees the gap.")
final class DeadLettersDiscardCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "ID", description = "The dead letter's id, from the list.")
  private String id;

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why the record may be left behind; kept with the dead letter.")
  private String reason;

  private record Result(String id, long open) {}

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) -> {
          wiring.deadLetters().discard(id, System.getProperty("user.name"), reason);
          long open = wiring.deadLetters().countOpen();
          return Answer.done(new Result(id, open), "discarded " + id + "; " + open + " still open");
        });
  }
}
