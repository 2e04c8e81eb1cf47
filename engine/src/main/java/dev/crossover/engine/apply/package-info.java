/**
 * Applying change events to the target: collapse per key, order, one transaction for many keys,
 * dead letters. Never decides whether the target has caught up.
 */
package dev.crossover.engine.apply;
