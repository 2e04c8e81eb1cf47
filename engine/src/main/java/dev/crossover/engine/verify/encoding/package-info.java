/**
 * The form in which values, keys and rows of both sides are compared. Owns what equality and order
 * mean in a verification; never reads a database, and shares no conversion with the code that
 * writes rows.
 */
package dev.crossover.engine.verify.encoding;
