/** The store of everything that could not be moved, with its raw bytes, reason and position. */
package dev.crossover.engine.deadletters;
