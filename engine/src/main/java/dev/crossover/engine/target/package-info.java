/**
 * The ports of a target: the database as a whole, values, writing rows, transactions of live apply,
 * lookups, counts, sequences. Never decides what is written.
 */
package dev.crossover.engine.target;
