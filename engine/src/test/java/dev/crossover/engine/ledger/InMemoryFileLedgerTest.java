package dev.crossover.engine.ledger;

class InMemoryFileLedgerTest extends FileLedgerContract {
  private final InMemoryFileLedger ledger = new InMemoryFileLedger();

  @Override
  protected FileLedger ledger() {
    return ledger;
  }
}
