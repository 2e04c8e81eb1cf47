package dev.crossover.engine.journal;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A journal in memory. */
public final class FakeJournal implements Journal {
  private final Clock clock;
  private final List<JournalEntry> history = new ArrayList<>();
  private JournalEntry entry;

  public FakeJournal(Clock clock) {
    this.clock = clock;
    this.entry = JournalEntry.first(clock.instant());
  }

  @Override
  public synchronized JournalEntry read() {
    return entry;
  }

  @Override
  public synchronized JournalEntry replace(JournalEntry known, JournalEntry next) {
    if (!isStored(known)) {
      throw new StaleEpochException("test", known, entry);
    }
    entry = next.written(known, clock.instant());
    history.add(entry);
    return entry;
  }

  /** One that nobody has written yet gets its identity with the first writing. */
  private boolean isStored(JournalEntry known) {
    return history.isEmpty() ? known.epoch() == 0 : entry.isSameAs(known);
  }

  /** The migration is given up; another one may begin. */
  public synchronized void giveUp() {
    history.clear();
    entry = JournalEntry.first(clock.instant());
  }

  @Override
  public synchronized boolean renew(Owner owner, Instant expires) {
    if (!entry.owner().equals(Optional.of(owner))) {
      return false;
    }
    entry = entry.ownedBy(owner, expires);
    return true;
  }

  @Override
  public synchronized List<JournalEntry> history() {
    return List.copyOf(history);
  }
}
