package dev.crossover.launcher.cli;

import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetterEntry;
import dev.crossover.launcher.report.TextTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List the open dead letters.")
final class DeadLettersListCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(names = "--all", description = "List the settled ones too.")
  private boolean all;

  /** One line of the list; the raw record is left to {@code show}, for it may be personal data. */
  private record Line(
      String id,
      boolean open,
      String origin,
      Optional<String> table,
      Optional<String> position,
      int attempt,
      Instant at,
      String reason) {}

  private record Result(long open, List<Line> deadLetters) {}

  @Override
  public Integer call() {
    return options.runWithoutLease((wiring, progress) -> answer(wiring.deadLetters().all()));
  }

  private Answer answer(List<DeadLetterEntry> entries) {
    List<Line> lines =
        entries.stream()
            .filter(entry -> all || entry.open())
            .map(DeadLettersListCommand::line)
            .toList();
    TextTable table = new TextTable("id", "state", "table", "attempt", "reason");
    lines.forEach(
        line ->
            table.row(
                line.id,
                line.open ? "open" : "settled",
                line.table.orElse("?"),
                line.attempt,
                line.reason));
    long open = entries.stream().filter(DeadLetterEntry::open).count();
    return Answer.done(
        new Result(open, lines), (lines.isEmpty() ? "" : table + "\n") + open + " open");
  }

  private static Line line(DeadLetterEntry entry) {
    DeadLetter letter = entry.letter();
    return new Line(
        letter.id(),
        entry.open(),
        letter.origin().name(),
        letter.table(),
        letter.position(),
        letter.attempt(),
        letter.at(),
        letter.reason());
  }
}
