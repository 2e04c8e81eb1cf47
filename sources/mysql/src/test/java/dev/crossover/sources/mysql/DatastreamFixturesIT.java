package dev.crossover.sources.mysql;

import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.targets.spanner.SpannerUnderTest;

class DatastreamFixturesIT extends DatastreamFixturesContract {
  @Override
  protected TargetUnderTest target() {
    return SpannerUnderTest.create(SCHEMA, DDL);
  }
}
