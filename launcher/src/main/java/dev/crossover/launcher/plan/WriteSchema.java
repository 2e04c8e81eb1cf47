package dev.crossover.launcher.plan;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SchemaProgress;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.progress.Reading;
import java.util.List;
import java.util.function.Supplier;

/**
 * Plans the target's schema, keeps the plan in the bucket, and makes the tables: the planned ones
 * and those of Crossover. Done when all of them exist.
 */
public final class WriteSchema {
  private final Supplier<SchemaPlan> planner;
  private final Bucket bucket;
  private final Made made;
  private final Progress progress;

  /** What makes the parts of the target. */
  public record Made(TargetStore store, SchemaApplier tables, OwnTables ownTables) {}

  /**
   * @param planner reads the source's catalogue and plans
   */
  public WriteSchema(Supplier<SchemaPlan> planner, Bucket bucket, Made made, Progress progress) {
    this.planner = planner;
    this.bucket = bucket;
    this.made = made;
    this.progress = progress;
  }

  /** Plans again and makes what the plan asks for; for a migration whose capture has not begun. */
  public SchemaStepReport plan() {
    SchemaPlan plan = planner.get();
    if (!plan.refusals().isEmpty()) {
      throw new GateNotMetException(
          "move the source's schema", plan.refusals().stream().map(Refusal::message).toList());
    }
    made.store().create();
    plan.write(bucket);
    return make();
  }

  /** Makes what is missing of the plan that was kept. */
  public SchemaStepReport make() {
    SchemaPlan.Written written = SchemaPlan.read(bucket);
    made.tables().apply(written.scripts().beforeLoad(), shown("schema"));
    made.ownTables().make(written.target(), shown("own tables"));
    return new SchemaStepReport(
        written.target().movedTables().size(),
        written.scripts().beforeLoad().statements().size(),
        written.scripts().afterLoad().statements().size(),
        written.scripts().afterCutover().statements().size());
  }

  /** Makes the indexes that wait for the end of the bulk load. */
  public void afterLoad() {
    made.tables().apply(SchemaPlan.read(bucket).scripts().afterLoad(), shown("indexes"));
  }

  private SchemaProgress shown(String what) {
    return (done, all) -> progress.show(List.of(Reading.count(what, done, all, "statements")));
  }
}
