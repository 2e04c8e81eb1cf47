package dev.crossover.engine.ledger;

class InMemoryPartitionLedgerTest extends PartitionLedgerContract {
  private final InMemoryPartitionLedger ledger = new InMemoryPartitionLedger();

  @Override
  protected PartitionLedger ledger() {
    return ledger;
  }
}
