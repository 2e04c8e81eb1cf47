package dev.crossover.launcher.cutover;

import dev.crossover.engine.schema.DdlScript;
import dev.crossover.engine.schema.SchemaApplication;

/** Adds to the target what was only in the way while changes arrived. */
public final class AfterCutoverSchema implements RollForwardStep {
  private final SchemaApplication target;
  private final DdlScript script;

  /**
   * @param script {@code after-cutover.sql}
   */
  public AfterCutoverSchema(SchemaApplication target, DdlScript script) {
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
  public String run() {
    target.apply(script);
    return script.statements().size() + " statements are in effect";
  }
}
