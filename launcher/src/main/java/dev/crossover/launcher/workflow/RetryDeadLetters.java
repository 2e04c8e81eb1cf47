package dev.crossover.launcher.workflow;

import dev.crossover.engine.apply.DeadLetterRetry;
import dev.crossover.engine.bulk.BulkDeadLetters;
import dev.crossover.engine.bulk.ReloadRow;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import java.util.List;

/** Tries dead letters again, each on the path that met it. */
public final class RetryDeadLetters {
  private final DeadLetters deadLetters;
  private final BulkDeadLetters bulk;
  private final DeadLetterRetry live;

  public RetryDeadLetters(DeadLetters deadLetters, BulkDeadLetters bulk, DeadLetterRetry live) {
    this.deadLetters = deadLetters;
    this.bulk = bulk;
    this.live = live;
  }

  /**
   * What became of one.
   *
   * @param closed whether it does not block any more
   */
  public record Outcome(String id, boolean closed, String detail) {}

  /**
   * @param ids the dead letters; every open one if empty
   * @param by who asks for it
   * @throws dev.crossover.contract.SettingsException if one of them is not open
   */
  public List<Outcome> retry(List<String> ids, String by) {
    List<DeadLetter> letters =
        ids.isEmpty() ? deadLetters.open() : ids.stream().map(deadLetters::requireOpen).toList();
    return letters.stream().map(letter -> retry(letter, by)).toList();
  }

  private Outcome retry(DeadLetter letter, String by) {
    return switch (letter.origin()) {
      case BULK_LOAD -> reload(letter, by);
      case APPLY -> {
        DeadLetterRetry.Outcome outcome = live.retry(letter.id(), by);
        yield new Outcome(letter.id(), outcome.closed(), outcome.detail());
      }
    };
  }

  private Outcome reload(DeadLetter letter, String by) {
    ReloadRow.Outcome outcome = bulk.retry(letter, by);
    return outcome instanceof ReloadRow.Outcome.Refused refused
        ? new Outcome(letter.id(), false, refused.reason())
        : new Outcome(letter.id(), true, "as the source has it now");
  }
}
