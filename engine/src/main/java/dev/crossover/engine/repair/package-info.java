/**
 * Writing rows again, as the source has them now, by the path by which changes are applied. Which
 * rows, others find; whether they are right then, verification alone says.
 */
package dev.crossover.engine.repair;
