/**
 * Whole migrations from a real PostgreSQL to a Spanner emulator, driven call by call, so that
 * something happens exactly when it should. The parts of a migration are threads here; what it is
 * when they are processes is in {@code launcher.cli}.
 */
package dev.crossover.launcher.real;
