package dev.crossover.launcher.journal;

import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.engine.target.TestTarget;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class SpannerJournalIT extends JournalContract {
  private static TargetDatabase target;

  private final String migration = UUID.randomUUID().toString();

  @BeforeAll
  static void createTables() {
    target = TestTarget.create(SpannerJournal.ddl());
  }

  @AfterAll
  static void close() {
    target.close();
  }

  @Override
  Journal journal() {
    return new SpannerJournal(target.client(), migration, clock);
  }
}
