package dev.crossover.launcher.plan;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import java.util.function.Supplier;

/**
 * Plans the target's schema, keeps the plan in the bucket, and makes the tables: the planned ones
 * and those of Crossover. Done when all of them exist.
 */
public final class WriteSchema {
  private final Supplier<SchemaPlan> planner;
  private final Bucket bucket;
  private final SchemaApplier target;
  private final TargetStore store;
  private final OwnTables ownTables;

  /**
   * @param planner reads the source's catalogue and plans
   */
  public WriteSchema(
      Supplier<SchemaPlan> planner,
      Bucket bucket,
      SchemaApplier target,
      TargetStore store,
      OwnTables ownTables) {
    this.planner = planner;
    this.bucket = bucket;
    this.target = target;
    this.store = store;
    this.ownTables = ownTables;
  }

  /** Plans again and makes what the plan asks for; for a migration whose capture has not begun. */
  public SchemaStepReport plan() {
    SchemaPlan plan = planner.get();
    if (!plan.refusals().isEmpty()) {
      throw new GateNotMetException(
          "move the source's schema", plan.refusals().stream().map(Refusal::message).toList());
    }
    store.create();
    plan.write(bucket);
    return make();
  }

  /** Makes what is missing of the plan that was kept. */
  public SchemaStepReport make() {
    SchemaPlan.Written written = SchemaPlan.read(bucket);
    target.apply(written.scripts().beforeLoad());
    ownTables.make(written.target());
    return new SchemaStepReport(
        written.target().movedTables().size(),
        written.scripts().beforeLoad().statements().size(),
        written.scripts().afterLoad().statements().size(),
        written.scripts().afterCutover().statements().size());
  }

  /** Makes the indexes that wait for the end of the bulk load. */
  public void afterLoad() {
    target.apply(SchemaPlan.read(bucket).scripts().afterLoad());
  }
}
