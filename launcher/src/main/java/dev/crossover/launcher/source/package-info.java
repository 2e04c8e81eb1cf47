/**
 * What a cutover does at the source: the fence, the writers it waits for, and places in the log.
 * Moves no rows.
 */
package dev.crossover.launcher.source;
