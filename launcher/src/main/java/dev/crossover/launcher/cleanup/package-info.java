/** Removes what a migration needed, stage by stage. The journal comes last. */
package dev.crossover.launcher.cleanup;
