package dev.crossover.launcher.deadletters;

import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetter.Origin;
import dev.crossover.engine.deadletters.DeadLetters;
import java.util.List;

/** Tries dead letters again, each on the path that met it. */
public final class RetryDeadLetters {
  private final DeadLetters deadLetters;
  private final Retry bulk;
  private final Retry live;

  /**
   * @param bulk for rows of the bulk load
   * @param live for events of live apply
   */
  public RetryDeadLetters(DeadLetters deadLetters, Retry bulk, Retry live) {
    this.deadLetters = deadLetters;
    this.bulk = bulk;
    this.live = live;
  }

  /**
   * @param ids the dead letters; every open one if empty
   * @param by who asks for it
   * @throws dev.crossover.contract.SettingsException if one of them is not open; none is then tried
   */
  public List<Retry.Outcome> retry(List<String> ids, String by) {
    List<DeadLetter> letters =
        ids.isEmpty() ? deadLetters.open() : ids.stream().map(deadLetters::requireOpen).toList();
    return letters.stream().map(letter -> retry(letter, by)).toList();
  }

  /**
   * Reads every row again whose order is in doubt.
   *
   * @return how many are in doubt still
   */
  public long settleOrder() {
    return deadLetters.open(Origin.ORDER_IN_DOUBT).stream()
        .filter(letter -> !live.retry(letter, "crossover").closed())
        .count();
  }

  private Retry.Outcome retry(DeadLetter letter, String by) {
    return switch (letter.origin()) {
      case BULK_LOAD -> bulk.retry(letter, by);
      case APPLY, ORDER_IN_DOUBT -> live.retry(letter, by);
    };
  }
}
