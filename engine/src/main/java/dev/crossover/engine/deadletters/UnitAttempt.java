package dev.crossover.engine.deadletters;

import dev.crossover.engine.deadletters.DeadLetterEntry.Action;
import dev.crossover.engine.deadletters.DeadLetterEntry.Handling;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The dead letters of one attempt at a unit, written as they come. Until {@link #finish}, those of
 * earlier attempts stay beside them, so an attempt that is killed closes nothing. For one thread.
 */
public final class UnitAttempt {
  private static final int LETTERS_PER_FILE = 200;

  private final LetterFiles files;
  private final Clock clock;
  private final String prefix;
  private final List<String> before;
  private final List<DeadLetter> unwritten = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private int written;

  UnitAttempt(LetterFiles files, String unit, List<String> before, Clock clock) {
    this.files = files;
    this.clock = clock;
    this.before = before;
    this.prefix = "%s%06d-".formatted(files.folderOf(unit), attemptAfter(before));
  }

  private static int attemptAfter(List<String> before) {
    if (before.isEmpty()) {
      return 1;
    }
    String last = before.get(before.size() - 1);
    String name = last.substring(last.lastIndexOf('/') + 1);
    return Integer.parseInt(name.substring(0, name.indexOf('-'))) + 1;
  }

  /** Keeps what could not be moved; its record, if it is long, is durable when the call returns. */
  public void add(Undelivered found) {
    String id = DeadLetter.idOf(found.unit(), found.index());
    unwritten.add(DeadLetter.of(found, files.writeRaw(id, found.raw().get()), clock.instant()));
    ids.add(id);
    if (unwritten.size() == LETTERS_PER_FILE) {
      write();
    }
  }

  /** How many it has kept. */
  public long count() {
    return ids.size();
  }

  /**
   * Makes all of them durable. Dead letters of earlier attempts that this one did not meet again
   * are closed.
   */
  public void finish() {
    write();
    files.eachLetter(
        before,
        letter -> {
          if (ids.add(letter.id())) {
            files.addToHistory(
                letter.id(),
                new Handling(
                    Action.GONE,
                    "crossover",
                    clock.instant(),
                    "a later attempt at its unit did not meet it",
                    letter));
          }
        });
    before.forEach(files::delete);
  }

  private void write() {
    if (!unwritten.isEmpty()) {
      files.writeLetters("%s%06d.jsonl".formatted(prefix, written++), unwritten);
      unwritten.clear();
    }
  }
}
