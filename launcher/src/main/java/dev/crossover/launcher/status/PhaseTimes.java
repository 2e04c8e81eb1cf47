package dev.crossover.launcher.status;

import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a migration was in each phase. */
final class PhaseTimes {
  private PhaseTimes() {}

  /**
   * @param history every state, oldest first
   * @param now ends the last phase
   * @return phase names in the order of their first entry, to milliseconds; a phase that was
   *     entered twice has the sum
   */
  static Map<String, Long> of(List<JournalEntry> history, Instant now) {
    Map<String, Long> times = new LinkedHashMap<>();
    for (int i = 0; i < history.size(); i++) {
      JournalEntry entry = history.get(i);
      Instant end = i + 1 < history.size() ? history.get(i + 1).updatedAt() : now;
      if (entry.phase() != Phase.SWITCHED && entry.phase() != Phase.COMPLETED) {
        long millis = Duration.between(entry.updatedAt(), end).toMillis();
        times.merge(entry.phase().name(), millis, Long::sum);
      }
    }
    return times;
  }
}
