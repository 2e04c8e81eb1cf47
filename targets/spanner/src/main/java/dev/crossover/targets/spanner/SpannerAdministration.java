package dev.crossover.targets.spanner;

import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetAdministration;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import dev.crossover.targets.spanner.ddl.SpannerSchemaApplier;
import dev.crossover.targets.spanner.journal.SpannerJournal;
import java.time.Clock;

/**
 * A Spanner database as something that is made and taken away.
 *
 * @param emulator whether the database is on an emulator
 */
record SpannerAdministration(SpannerDatabase database, boolean emulator, String shadowTablePrefix)
    implements TargetAdministration {
  @Override
  public TargetStore store() {
    return new SpannerStore(admin());
  }

  @Override
  public SchemaApplier schemaApplier() {
    return new SpannerSchemaApplier(database);
  }

  @Override
  public OwnTables ownTables() {
    return new SpannerOwnTables(admin(), shadowTablePrefix);
  }

  @Override
  public Journal journal(String environment, Clock clock) {
    return new SpannerJournal(database.client(), environment, clock);
  }

  @Override
  public Check isOurs() {
    return new TargetIsOurs(admin(), SpannerJournal.TABLE);
  }

  private SpannerAdmin admin() {
    return new SpannerAdmin(database, emulator);
  }
}
