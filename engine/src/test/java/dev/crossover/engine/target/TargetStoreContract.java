package dev.crossover.engine.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.schema.TargetSchema;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every target does with its database as a whole and with Crossover's own tables. */
public abstract class TargetStoreContract {
  private static final TargetSchema SCHEMA = new TargetSchema(List.of());

  /** A database that does not exist yet, the same one for the whole test. */
  protected abstract TargetStore store();

  /** Crossover's own tables in that database. */
  protected abstract OwnTables ownTables();

  @Test
  void hasNoJournalBeforeItIsMade() {
    assertThat(store().hasJournal()).isFalse();
  }

  @Test
  void makesTheJournalOnceAndTwice() {
    store().create();
    store().create();

    assertThat(store().hasJournal()).isTrue();
  }

  @Test
  void removesTheJournalOnceAndTwice() {
    store().create();
    store().remove();
    store().remove();

    assertThat(store().hasJournal()).isFalse();
  }

  @Test
  void canBeMadeAgainAfterItWasRemoved() {
    store().create();
    store().remove();
    store().create();

    assertThat(store().hasJournal()).isTrue();
    assertThat(ownTables().exist(SCHEMA)).isFalse();
  }

  @Test
  void makesAndDropsItsOwnTablesOnceAndTwiceAndKeepsTheJournal() {
    store().create();
    assertThat(ownTables().exist(SCHEMA)).isFalse();

    ownTables().make(SCHEMA);
    ownTables().make(SCHEMA);

    ownTables().drop(SCHEMA);
    ownTables().drop(SCHEMA);
    assertThat(ownTables().exist(SCHEMA)).isFalse();
    assertThat(store().hasJournal()).isTrue();
  }

  @Test
  void dropsNothingOfADatabaseThatIsGone() {
    ownTables().drop(SCHEMA);

    assertThat(store().hasJournal()).isFalse();
  }
}
