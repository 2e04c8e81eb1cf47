package dev.crossover.targets.spanner.ledger;

import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.PartitionLedgerContract;
import dev.crossover.engine.target.Phases;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SpannerPartitionLedgerIT extends PartitionLedgerContract {
  private final SpannerTarget target =
      new SpannerTarget(TestSpanner.create(SpannerPartitionLedger.ddl()), true, "shadow_");

  @BeforeEach
  void begin() {
    Phases.move(target, Phase.BULK_LOADING);
  }

  @AfterEach
  void close() {
    target.close();
  }

  @Override
  protected PartitionLedger ledger() {
    return target.partitionLedger();
  }
}
