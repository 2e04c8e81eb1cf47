/**
 * Rows of MySQL: how their values are read and what they are, ranges in the order of the key's own
 * index, and where a table is cut. Never writes.
 */
package dev.crossover.sources.mysql.rows;
