/** Trying dead letters again. */
package dev.crossover.launcher.deadletters;
