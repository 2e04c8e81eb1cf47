/** Tells one process of this machine from another. Starts and ends none. */
package dev.crossover.engine.processes;
