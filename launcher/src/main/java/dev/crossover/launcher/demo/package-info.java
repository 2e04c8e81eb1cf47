/**
 * The demonstration: an embedded database with the Chinook data and a workload that writes to it.
 * The migration itself is the one that every other command runs.
 */
package dev.crossover.launcher.demo;
