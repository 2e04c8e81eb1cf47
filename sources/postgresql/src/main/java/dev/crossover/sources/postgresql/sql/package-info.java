/** Connections to PostgreSQL, and SQL that every other package here writes. */
package dev.crossover.sources.postgresql.sql;
