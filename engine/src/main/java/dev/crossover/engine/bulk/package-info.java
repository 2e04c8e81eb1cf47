/**
 * The bulk load: the plan of all partitions, loading one of them, and loading single rows again.
 * Never decides when to load, and knows no kind of source.
 */
package dev.crossover.engine.bulk;
