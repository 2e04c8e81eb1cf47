package dev.crossover.targets.spanner.ledger;

import dev.crossover.engine.ledger.PartitionLedger;
import dev.crossover.engine.ledger.PartitionLedgerContract;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import org.junit.jupiter.api.AfterEach;

class SpannerPartitionLedgerIT extends PartitionLedgerContract {
  private final SpannerDatabase target = TestSpanner.create(SpannerPartitionLedger.ddl());

  @AfterEach
  void close() {
    target.close();
  }

  @Override
  protected PartitionLedger ledger() {
    return new SpannerPartitionLedger(target);
  }
}
