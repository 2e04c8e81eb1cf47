/**
 * A question that is asked before a migration starts, and what it found. Sources and targets offer
 * checks; the launcher asks them. A check changes nothing.
 */
package dev.crossover.engine.preflight;
