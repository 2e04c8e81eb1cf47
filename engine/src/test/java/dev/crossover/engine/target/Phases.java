package dev.crossover.engine.target;

import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Phase;
import java.time.Clock;
import java.util.List;

/** Moves the journal of a target under test. */
public final class Phases {
  private static final List<Phase> ORDER =
      List.of(
          Phase.PLANNED,
          Phase.CAPTURING,
          Phase.BULK_LOADING,
          Phase.APPLYING,
          Phase.READY,
          Phase.FENCED,
          Phase.CAUGHT_UP,
          Phase.VERIFIED,
          Phase.JOURNALLED,
          Phase.SWITCHED,
          Phase.COMPLETED);

  private Phases() {}

  /** Makes the journal if there is none, and moves it on to a phase, by legal moves. */
  public static void move(Target target, Phase phase) {
    target.administration().store().create();
    Journal journal = target.administration().journal("test", Clock.systemUTC());
    JournalEntry entry = journal.read();
    for (Phase next : ORDER.subList(ORDER.indexOf(entry.phase()) + 1, ORDER.indexOf(phase) + 1)) {
      entry = journal.replace(entry, entry.in(next));
    }
  }
}
