/**
 * Comparing source and target value by value. Has its own encoding, and shares no conversion with
 * the code that wrote the rows.
 */
package dev.crossover.engine.verify;
