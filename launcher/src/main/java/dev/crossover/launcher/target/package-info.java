/** The target as a place: whether instance, database and tables are there, and making them. */
package dev.crossover.launcher.target;
