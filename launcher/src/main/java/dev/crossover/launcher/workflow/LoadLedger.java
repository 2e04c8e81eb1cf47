package dev.crossover.launcher.workflow;

/** What the ledger in the target says about the bulk load. */
@FunctionalInterface
interface LoadLedger {
  BulkProgress progress();
}
