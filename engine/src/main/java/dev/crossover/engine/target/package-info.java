/** The connection to the target database. */
package dev.crossover.engine.target;
