package dev.crossover.engine.apply;

import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.target.TargetUnderTest;
import java.util.Map;

class ApplyBatchTest extends ApplyBatchContract {
  @Override
  protected TargetUnderTest target() {
    return new TargetUnderTest.InMemory(
        new InMemoryTarget(SCHEMA)
            .unique("artist", "name")
            .check("low", "artist", row -> row.get("rank") == null || (Long) row.get("rank") < 100)
            .check("short", "artist", ApplyBatchTest::isShort));
  }

  private static boolean isShort(Map<String, Object> row) {
    return row.get("name") == null || ((String) row.get("name")).length() <= 9;
  }
}
