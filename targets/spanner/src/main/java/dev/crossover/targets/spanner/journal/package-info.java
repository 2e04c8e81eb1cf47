/** The journal as tables of a Spanner database. Decides nothing about the migration. */
package dev.crossover.targets.spanner.journal;
