/**
 * What must be true of a PostgreSQL source before a migration starts: one file per check. Looks
 * only; changes nothing.
 */
package dev.crossover.sources.postgresql.preflight;
