/**
 * What stands in for the cloud on one machine: a directory for the bucket, child processes for jobs
 * and capture, Google's Spanner emulator. Decides nothing about the migration.
 */
package dev.crossover.platforms.local;
