/**
 * The schema of a PostgreSQL database (13 and later): its tables, what its types are, and what its
 * expressions mean. Reads catalogues only, never a row, and knows no target.
 */
package dev.crossover.sources.postgresql.schema;
