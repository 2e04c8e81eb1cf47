package dev.crossover.engine.target;

import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.SchemaApplier;
import java.time.Clock;

/** The target as something that is made and taken away: the database, its tables, the journal. */
public interface TargetAdministration {
  TargetStore store();

  SchemaApplier schemaApplier();

  OwnTables ownTables();

  /**
   * The journal of an environment, which is in the store.
   *
   * @param clock dates its entries
   */
  Journal journal(String environment, Clock clock);

  /** Whether the database is not there yet, empty, or this migration's own. */
  Check isOurs();
}
