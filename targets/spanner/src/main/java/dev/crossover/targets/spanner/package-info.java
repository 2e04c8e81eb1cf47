/**
 * Everything that knows Spanner: types and DDL, rows and transactions, ledger and journal tables,
 * sequences, and its side of the verification.
 */
package dev.crossover.targets.spanner;
