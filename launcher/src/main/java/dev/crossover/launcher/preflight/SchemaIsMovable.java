package dev.crossover.launcher.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaPlan;
import java.util.List;
import java.util.function.Supplier;

/** Every table, column and key has a place on the target, or the settings say what else to do. */
public final class SchemaIsMovable implements Check {
  private final Supplier<SchemaPlan> planner;

  public SchemaIsMovable(Supplier<SchemaPlan> planner) {
    this.planner = planner;
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public List<Finding> look() {
    SchemaPlan plan = planner.get();
    int tables = plan.target().movedTables().size();
    if (plan.refusals().isEmpty()) {
      return List.of(
          tables == 0
              ? Finding.fail(
                  this, "there is no table to move", "check source.schemas and exclude_tables")
              : Finding.pass(this, tables + " tables can be moved"));
    }
    return plan.refusals().stream().map(this::finding).toList();
  }

  private Finding finding(Refusal refusal) {
    return Finding.fail(
        this,
        "%s: %s; allowed: %s".formatted(refusal.subject(), refusal.found(), refusal.allowed()),
        refusal.remedy());
  }
}
