/**
 * What the source holds and what the target will hold: introspection, type mapping and DDL. Reads
 * catalogues only; never a row.
 */
package dev.crossover.engine.schema;
