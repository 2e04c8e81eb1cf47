package dev.crossover.engine.apply;

import dev.crossover.engine.target.InMemoryTarget;
import dev.crossover.engine.target.TargetUnderTest;

class ApplyRoundTest extends ApplyRoundContract {
  @Override
  protected TargetUnderTest target() {
    return new TargetUnderTest.InMemory(new InMemoryTarget(SCHEMA));
  }
}
