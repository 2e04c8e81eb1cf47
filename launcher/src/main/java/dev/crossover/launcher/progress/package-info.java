/** Telling a person how far the migration is: one updating block, or plain lines. */
package dev.crossover.launcher.progress;
