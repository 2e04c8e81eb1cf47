package dev.crossover.launcher.cli;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetterEntry;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "show",
    description = "Show a dead letter with its raw record and what was done about it.")
final class DeadLettersShowCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Parameters(paramLabel = "ID", description = "The dead letter's id, from the list.")
  private String id;

  private record Result(DeadLetterEntry deadLetter) {}

  @Override
  public Integer call() {
    return options.runWithoutLease(
        (wiring, progress) ->
            wiring
                .deadLetters()
                .show(id)
                .map(DeadLettersShowCommand::answer)
                .orElseThrow(
                    () ->
                        new SettingsException(
                            "there is no dead letter "
                                + id
                                + "; `dead-letters list --all` shows those there are")));
  }

  private static Answer answer(DeadLetterEntry entry) {
    DeadLetter letter = entry.letter();
    StringBuilder text = new StringBuilder();
    line(text, "id", letter.id());
    line(text, "state", entry.open() ? "open" : "settled");
    line(text, "origin", letter.origin());
    line(text, "unit", letter.unit() + " #" + letter.index());
    line(text, "table", letter.table().orElse("?"));
    line(text, "position", letter.position().orElse("-"));
    line(text, "attempt", letter.attempt());
    line(text, "at", letter.at());
    line(text, "reason", letter.reason());
    line(text, "raw", letter.raw());
    entry
        .history()
        .forEach(
            h ->
                line(
                    text,
                    "history",
                    h.at() + " " + h.action() + " by " + h.by() + ": " + h.reason()));
    return Answer.done(new Result(entry), text.toString().stripTrailing());
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append("%-9s %s%n".formatted(name, value));
  }
}
