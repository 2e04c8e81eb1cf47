/** The change stream from its start position on, as a step of the workflow. */
package dev.crossover.launcher.capture;
