/**
 * Where a migration stands, in one row of the target that changes only by compare-and-set, and who
 * may change it. Decides nothing about the migration and touches no source.
 */
package dev.crossover.engine.journal;
