package dev.crossover.launcher.journal;

class FakeJournalTest extends JournalContract {
  private final FakeJournal journal = new FakeJournal(clock);

  @Override
  Journal journal() {
    return journal;
  }
}
