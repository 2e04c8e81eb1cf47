package dev.crossover.launcher.bulk;

/** What the ledger in the target says about the bulk load. */
@FunctionalInterface
public interface LoadLedger {
  BulkProgress progress();
}
