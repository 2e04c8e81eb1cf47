package dev.crossover.launcher.real;

import static java.util.stream.Collectors.joining;

import dev.crossover.launcher.cli.MovedSource;
import java.util.List;
import java.util.Random;

/**
 * Changes fifty rows of the table item at once: twenty are there afterwards, twenty have another
 * value, ten are gone. The first hundred keys are left alone.
 */
record ItemChanges(MovedSource kind, Random random) implements Application.Script {
  /** Keys of nineteen digits, as services make them. */
  static final long FIRST = 1_234_567_890_123_456_000L;

  ItemChanges(MovedSource kind) {
    this(kind, new Random(11));
  }

  @Override
  public List<String> transaction(int number) {
    String row = "(%s, " + (FIRST + number % 100) + ", 0, 'again " + number + "')";
    return List.of(
        "INSERT INTO item VALUES "
            + keys(20, row)
            + kind.words(
                " ON CONFLICT (id) DO UPDATE SET note = excluded.note",
                " ON DUPLICATE KEY UPDATE note = VALUES(note)"),
        "UPDATE item SET n = n + 1 WHERE id IN (" + keys(20, "%s") + ")",
        "DELETE FROM item WHERE id IN (" + keys(10, "%s") + ")");
  }

  private String keys(int count, String form) {
    return random
        .longs(FIRST + 100, FIRST + 4100)
        .distinct()
        .limit(count)
        .mapToObj(key -> form.formatted(key))
        .collect(joining(", "));
  }
}
