/**
 * A source in memory, as one more room: all that a new source needs, and a platform of threads to
 * run it on. Nothing outside this package knows it.
 */
package dev.crossover.launcher.toysource;
