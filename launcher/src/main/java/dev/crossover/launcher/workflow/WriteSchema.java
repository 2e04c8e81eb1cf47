package dev.crossover.launcher.workflow;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaApplication;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.target.TargetDatabase;
import dev.crossover.launcher.target.TargetPlace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Plans the target's schema, keeps the plan in the bucket, and makes the tables: the planned ones
 * and those of Crossover. Done when all of them exist.
 */
public final class WriteSchema {
  private final Supplier<SchemaPlan> planner;
  private final Bucket bucket;
  private final TargetDatabase target;
  private final TargetPlace place;
  private final Function<TargetSchema, List<String>> ownTables;

  /**
   * @param planner reads the source's catalogue and plans
   * @param ownTables the statements that make the ledger and shadow tables
   */
  public WriteSchema(
      Supplier<SchemaPlan> planner,
      Bucket bucket,
      TargetDatabase target,
      TargetPlace place,
      Function<TargetSchema, List<String>> ownTables) {
    this.planner = planner;
    this.bucket = bucket;
    this.target = target;
    this.place = place;
    this.ownTables = ownTables;
  }

  /** Plans anew and makes what the plan asks for; for a migration whose capture has not begun. */
  SchemaReport plan() {
    SchemaPlan plan = planner.get();
    if (!plan.refusals().isEmpty()) {
      throw new GateNotMetException(
          "move the source's schema", plan.refusals().stream().map(Refusal::message).toList());
    }
    place.create();
    plan.write(bucket);
    return make();
  }

  /** Makes what is missing of the plan that was kept. */
  SchemaReport make() {
    SchemaPlan.Written written = SchemaPlan.read(bucket);
    new SchemaApplication(target).apply(written.scripts().beforeLoad());
    place.makeTables(new ArrayList<>(ownTables.apply(written.target())));
    return new SchemaReport(
        written.target().movedTables().size(),
        written.scripts().beforeLoad().statements().size(),
        written.scripts().afterLoad().statements().size(),
        written.scripts().afterCutover().statements().size());
  }

  /** Makes the indexes that wait for the end of the bulk load. */
  void afterLoad() {
    new SchemaApplication(target).apply(SchemaPlan.read(bucket).scripts().afterLoad());
  }
}
