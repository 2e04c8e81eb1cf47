package dev.crossover.targets.spanner.apply;

import dev.crossover.engine.apply.ApplyRoundContract;
import dev.crossover.engine.target.TargetUnderTest;
import dev.crossover.targets.spanner.SpannerUnderTest;
import java.util.List;

class SpannerApplyRoundIT extends ApplyRoundContract {
  @Override
  protected TargetUnderTest target() {
    return SpannerUnderTest.create(
        SCHEMA,
        List.of(
            "CREATE TABLE p (id INT64 NOT NULL) PRIMARY KEY (id)",
            "CREATE TABLE c (id INT64 NOT NULL, p INT64, FOREIGN KEY (p) REFERENCES p (id))"
                + " PRIMARY KEY (id)"));
  }
}
