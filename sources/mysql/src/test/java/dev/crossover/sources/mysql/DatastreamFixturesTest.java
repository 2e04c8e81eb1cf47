package dev.crossover.sources.mysql;

import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.target.TargetUnderTest;

class DatastreamFixturesTest extends DatastreamFixturesContract {
  @Override
  protected TargetUnderTest target() {
    return new TargetUnderTest.InMemory(new InMemoryTarget(SCHEMA));
  }
}
