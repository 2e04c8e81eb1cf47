package dev.crossover.engine.target;

import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.schema.SchemaScript;
import dev.crossover.engine.schema.TargetSchema;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A target in memory, which is made and taken away by saying so. */
final class InMemoryAdministration implements TargetAdministration {
  private Optional<FakeJournal> journal = Optional.empty();
  private boolean created;
  private boolean ownTables;

  @Override
  public TargetStore store() {
    return new TargetStore() {
      @Override
      public boolean hasJournal() {
        return created;
      }

      @Override
      public void create() {
        created = true;
      }

      @Override
      public boolean isDisposable() {
        return true;
      }

      @Override
      public void remove() {
        created = false;
        journal = Optional.empty();
      }
    };
  }

  @Override
  public SchemaApplier schemaApplier() {
    return new SchemaApplier() {
      @Override
      public void apply(SchemaScript script, SchemaProgress progress) {}

      @Override
      public List<String> refusals(SchemaScript script) {
        return List.of();
      }
    };
  }

  @Override
  public OwnTables ownTables() {
    return new OwnTables() {
      @Override
      public void make(TargetSchema schema, SchemaProgress progress) {
        ownTables = true;
      }

      @Override
      public boolean exist(TargetSchema schema) {
        return ownTables;
      }

      @Override
      public void drop(TargetSchema schema) {
        ownTables = false;
      }
    };
  }

  @Override
  public Journal journal(String environment, Clock clock) {
    if (journal.isEmpty()) {
      journal = Optional.of(new FakeJournal(clock));
    }
    return journal.get();
  }

  /** What the journal says; a target that was never asked for its journal is being filled. */
  MigrationWrites.Now now() {
    return journal
        .map(FakeJournal::read)
        .map(
            entry ->
                new MigrationWrites.Now(
                    Optional.of(entry.migrationId()), entry.phase(), entry.epoch()))
        .orElse(new MigrationWrites.Now(Optional.empty(), Phase.BULK_LOADING, 0));
  }

  @Override
  public Check isOurs() {
    return new Check() {
      @Override
      public String name() {
        return "target-database";
      }

      @Override
      public List<Finding> look() {
        return List.of(Finding.pass(this, "it is in memory"));
      }
    };
  }
}
