package dev.crossover.launcher.cli;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "discard",
    description =
        "Settle dead letters without moving their records; verification still sees the gaps.")
final class DeadLettersDiscardCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "ID", arity = "0..*", description = "Dead letters' ids, from the list.")
  private List<String> ids = List.of();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "Every open dead letter of this table, named as in the list.")
  private Optional<String> table = Optional.empty();

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why the records may be left behind; kept with each dead letter.")
  private String reason;

  private record Result(List<String> discarded, long open) {}

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) -> {
          DeadLetters letters = wiring.deadLetters();
          List<String> chosen = table.map(name -> openOf(name, letters)).orElse(ids);
          if (ids.isEmpty() != table.isPresent()) {
            throw new SettingsException(
                "discard needs either ids or --table; see dead-letters list");
          }
          letters.discard(chosen, System.getProperty("user.name"), reason);
          long open = letters.countOpen();
          return Answer.done(
              new Result(chosen, open),
              "discarded %d; %d still open".formatted(chosen.size(), open));
        });
  }

  private static List<String> openOf(String table, DeadLetters letters) {
    List<String> open =
        letters.open().stream()
            .filter(letter -> letter.table().equals(Optional.of(table)))
            .map(DeadLetter::id)
            .toList();
    if (open.isEmpty()) {
      throw new SettingsException(
          "there is no open dead letter of "
              + table
              + "; `dead-letters list` shows those there are");
    }
    return open;
  }
}
