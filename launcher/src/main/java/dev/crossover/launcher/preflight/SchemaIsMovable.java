package dev.crossover.launcher.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.engine.schema.Refusal;
import dev.crossover.engine.schema.SchemaPlan;
import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.TableSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Every table, column and key has a place on the target, or the settings say what else to do. */
public final class SchemaIsMovable implements Check {
  private final Supplier<SchemaPlan> planner;
  private final TableSizes sizes;

  public SchemaIsMovable(Supplier<SchemaPlan> planner, TableSizes sizes) {
    this.planner = planner;
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public List<Finding> look() {
    SchemaPlan plan = planner.get();
    List<Finding> findings = new ArrayList<>();
    int tables = plan.target().movedTables().size();
    if (!plan.refusals().isEmpty()) {
      plan.refusals().forEach(refusal -> findings.add(finding(refusal)));
    } else if (tables == 0) {
      findings.add(
          Finding.fail(
              this, "there is no table to move", "check source.schemas and exclude_tables"));
    } else {
      findings.add(Finding.pass(this, tables + " tables can be moved"));
    }
    findings.addAll(leftBehind(plan.source()));
    return findings;
  }

  private Finding finding(Refusal refusal) {
    return Finding.fail(
        this,
        "%s: %s; allowed: %s".formatted(refusal.subject(), refusal.found(), refusal.allowed()),
        refusal.remedy());
  }

  /** Tables that somebody left out, perhaps because a finding said so, and their rows. */
  private List<Finding> leftBehind(SourceSchema source) {
    List<SourceSchema.NotMoved> left =
        source.notMoved().stream().filter(object -> object.table().isPresent()).toList();
    if (left.isEmpty()) {
      return List.of();
    }
    List<String> schemas =
        left.stream().map(object -> object.table().orElseThrow().schema()).distinct().toList();
    Map<TableName, TableSizes.Size> known = sizes.of(schemas);
    return left.stream().map(object -> leftBehind(object, known)).toList();
  }

  private Finding leftBehind(SourceSchema.NotMoved object, Map<TableName, TableSizes.Size> known) {
    TableSizes.Size size =
        known.getOrDefault(object.table().orElseThrow(), new TableSizes.Size(0, 0));
    return Finding.warning(
        this,
        "table %s is not moved (%s): %s stay behind"
            .formatted(object.name(), object.reason(), size.inWords()),
        "copy them yourself while the source is fenced, if the target needs them");
  }
}
