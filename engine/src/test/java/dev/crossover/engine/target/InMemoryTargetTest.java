package dev.crossover.engine.target;

class InMemoryTargetTest extends TargetContract {
  @Override
  protected TargetUnderTest target() {
    return new TargetUnderTest.InMemory(
        new InMemoryTarget(SCHEMA)
            .unique("person", "email")
            .unique("ticket", "seat")
            .check("age", "person", row -> row.get("age") == null || (Long) row.get("age") < 200));
  }
}
