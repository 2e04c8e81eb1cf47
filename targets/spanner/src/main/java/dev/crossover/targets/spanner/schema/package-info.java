/**
 * How Spanner holds a source's schema: its types and statements, and the plan of a target schema.
 * Knows no source and changes no database.
 */
package dev.crossover.targets.spanner.schema;
