/** What is done once the journal is written. Each step can be run again; none is ever undone. */
package dev.crossover.launcher.rollforward;
