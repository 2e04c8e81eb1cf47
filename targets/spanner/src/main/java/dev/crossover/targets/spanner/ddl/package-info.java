/**
 * Changing the schema of a Spanner database: what a statement does, what is there already, and
 * running what is missing. Decides nothing about the schema.
 */
package dev.crossover.targets.spanner.ddl;
