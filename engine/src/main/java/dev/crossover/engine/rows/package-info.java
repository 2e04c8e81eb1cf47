/**
 * Rows on their way from source to target: typed values, reading by key range, and loading one
 * partition. Never decides when to load.
 */
package dev.crossover.engine.rows;
