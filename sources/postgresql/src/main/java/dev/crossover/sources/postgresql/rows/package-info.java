/**
 * Rows of PostgreSQL: their values as text and what the text stands for, ranges in the order of the
 * key's own index, and where a table is cut. Never writes.
 */
package dev.crossover.sources.postgresql.rows;
