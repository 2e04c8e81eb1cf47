package dev.crossover.targets.spanner.ledger;

import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.FileLedger;
import dev.crossover.engine.ledger.FileLedgerContract;
import dev.crossover.engine.target.Phases;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.TestSpanner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SpannerFileLedgerIT extends FileLedgerContract {
  private final SpannerTarget target =
      new SpannerTarget(TestSpanner.create(SpannerFileLedger.DDL), true, "shadow_");

  @BeforeEach
  void begin() {
    Phases.move(target, Phase.APPLYING);
  }

  @AfterEach
  void close() {
    target.close();
  }

  @Override
  protected FileLedger ledger() {
    return target.fileLedger();
  }
}
