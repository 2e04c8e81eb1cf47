/**
 * Change events, positions in the source's log, and readers of the formats that carry them. Knows
 * nothing of the target.
 */
package dev.crossover.engine.changes;
