/**
 * Rows on their way from source to target: typed values, their exact conversion, and reading by key
 * range. Never writes.
 */
package dev.crossover.engine.rows;
