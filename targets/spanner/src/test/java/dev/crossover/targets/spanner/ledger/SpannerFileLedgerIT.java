package dev.crossover.targets.spanner.ledger;

import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.FileLedgerContract;
import dev.crossover.targets.spanner.TestSpanner;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import org.junit.jupiter.api.AfterEach;

class SpannerFileLedgerIT extends FileLedgerContract {
  private final SpannerDatabase target = TestSpanner.create(SpannerFileLedger.DDL);

  @AfterEach
  void close() {
    target.close();
  }

  @Override
  protected FileLedger ledger() {
    return new SpannerFileLedger(target.client());
  }
}
