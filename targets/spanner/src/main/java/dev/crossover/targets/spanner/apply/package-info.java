/**
 * Transactions of live apply, with a shadow table beside each table. Decides nothing about which
 * change is newer.
 */
package dev.crossover.targets.spanner.apply;
