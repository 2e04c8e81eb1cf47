/** The connection to the source database. */
package dev.crossover.engine.source;
