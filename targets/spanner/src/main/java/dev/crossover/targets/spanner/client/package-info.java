/**
 * The connection to a Spanner database, and what is tried again when it fails. Knows nothing of
 * rows and tables.
 */
package dev.crossover.targets.spanner.client;
