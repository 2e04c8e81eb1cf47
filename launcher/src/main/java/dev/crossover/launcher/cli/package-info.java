/**
 * The commands: read the words, call the workflow, print the answer, end with an exit code. Decides
 * nothing.
 */
package dev.crossover.launcher.cli;
