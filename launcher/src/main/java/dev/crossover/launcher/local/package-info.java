/**
 * What stands in for the cloud on one machine: child processes for jobs, and the Spanner emulator.
 * Decides nothing about the migration.
 */
package dev.crossover.launcher.local;
