/**
 * What must be true before a migration starts: one file per check, all problems at once. Looks
 * only; a check changes nothing.
 */
package dev.crossover.launcher.preflight;
