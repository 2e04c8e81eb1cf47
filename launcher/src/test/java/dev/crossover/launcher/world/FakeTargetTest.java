package dev.crossover.launcher.world;

import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.target.OwnTables;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.engine.target.TargetStoreContract;

class FakeTargetTest extends TargetStoreContract {
  private final FakeTarget target = new FakeTarget(new TestClock());

  @Override
  protected TargetStore store() {
    return target;
  }

  @Override
  protected OwnTables ownTables() {
    return target;
  }
}
