package dev.crossover.launcher.rollforward;

import dev.crossover.engine.schema.SchemaApplier;
import dev.crossover.engine.schema.SchemaScript;
import java.util.List;

/** Adds to the target what was only in the way while changes arrived. */
public final class AfterCutoverSchema implements RollForwardStep {
  private final SchemaApplier target;
  private final SchemaScript script;

  /**
   * @param script {@code after-cutover.sql}
   */
  public AfterCutoverSchema(SchemaApplier target, SchemaScript script) {
    this.target = target;
    this.script = script;
  }

  @Override
  public String name() {
    return "after-cutover-schema";
  }

  @Override
  public String plan() {
    return "run the " + script.statements().size() + " statements of after-cutover.sql";
  }

  @Override
  public List<String> refusals() {
    return target.refusals(script);
  }

  @Override
  public String run() {
    target.apply(script);
    return script.statements().size() + " statements are in effect";
  }
}
