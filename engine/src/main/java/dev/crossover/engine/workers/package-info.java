/** Threads that do work of one kind together; knows nothing of the work. */
package dev.crossover.engine.workers;
