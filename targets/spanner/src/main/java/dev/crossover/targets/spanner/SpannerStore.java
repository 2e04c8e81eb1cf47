package dev.crossover.targets.spanner;

import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.targets.spanner.journal.SpannerJournal;

/** A Spanner database with a journal. On an emulator it is a trial one. */
public final class SpannerStore implements TargetStore {
  private final SpannerAdmin admin;

  public SpannerStore(SpannerAdmin admin) {
    this.admin = admin;
  }

  @Override
  public boolean hasJournal() {
    return admin.hasTable(SpannerJournal.TABLE);
  }

  @Override
  public void create() {
    admin.create();
    admin.makeTables(SpannerJournal.ddl(), SchemaProgress.NONE);
  }

  @Override
  public boolean isDisposable() {
    return admin.makesInstances();
  }

  @Override
  public void remove() {
    if (isDisposable()) {
      admin.dropDatabase();
    } else if (hasJournal()) {
      admin.dropTables(SpannerJournal.TABLES);
    }
  }
}
