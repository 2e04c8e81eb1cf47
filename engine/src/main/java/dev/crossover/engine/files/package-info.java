/** Files on this machine that only their owner may read. Knows nothing of what is in them. */
package dev.crossover.engine.files;
