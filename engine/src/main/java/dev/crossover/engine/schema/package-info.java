/**
 * What the source holds, what the user wants otherwise, and what the target will hold. A source
 * fills in {@link dev.crossover.engine.schema.SourceCatalogue}, a target {@link
 * dev.crossover.engine.schema.SchemaPlanner} and {@link dev.crossover.engine.schema.SchemaApplier}.
 * Knows no database and never reads a row.
 */
package dev.crossover.engine.schema;
