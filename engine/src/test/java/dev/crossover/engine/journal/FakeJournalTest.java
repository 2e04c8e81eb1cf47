package dev.crossover.engine.journal;

class FakeJournalTest extends JournalContract {
  private final FakeJournal journal = new FakeJournal(clock);

  @Override
  protected Journal journal() {
    return journal;
  }

  @Override
  protected void giveUp() {
    journal.giveUp();
  }
}
