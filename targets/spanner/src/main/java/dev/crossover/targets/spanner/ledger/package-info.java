/** The ledgers as tables of Spanner. */
package dev.crossover.targets.spanner.ledger;
