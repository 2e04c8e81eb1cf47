/**
 * PostgreSQL (13 and later) as a source: reading its catalogue, mapping its types and translating
 * its expressions. Reads catalogues only; never a row.
 */
package dev.crossover.engine.schema.postgresql;
