package dev.crossover.engine.verify.sides;

import dev.crossover.engine.schema.TargetTable;

class InMemoryComparedTargetTest extends ComparedTargetContract {
  private final InMemoryComparedTarget target =
      new InMemoryComparedTarget().create(ITEM).create(LINE).startApply(ITEM).startApply(LINE);

  @Override
  protected ComparedTarget target() {
    return target;
  }

  @Override
  protected void put(TargetTable table, Object... values) {
    target.put(table, values);
  }

  @Override
  protected void mark(TargetTable table, long event, long id) {
    target.mark(table, event, id);
  }
}
