package dev.crossover.engine.target;

import dev.crossover.engine.journal.Phase;

class InMemoryTargetTest extends TargetContract {
  @Override
  protected TargetUnderTest target() {
    InMemoryTarget target =
        new InMemoryTarget(SCHEMA)
            .unique("person", "email")
            .unique("ticket", "seat")
            .check("age", "person", row -> row.get("age") == null || (Long) row.get("age") < 200);
    Phases.move(target, Phase.BULK_LOADING);
    return new TargetUnderTest.InMemory(target);
  }
}
