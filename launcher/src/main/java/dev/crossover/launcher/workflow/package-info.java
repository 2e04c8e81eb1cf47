/**
 * The migration from its first check to its clean-up: which step comes next, and when it is done.
 * Moves no rows and applies no changes itself.
 */
package dev.crossover.launcher.workflow;
