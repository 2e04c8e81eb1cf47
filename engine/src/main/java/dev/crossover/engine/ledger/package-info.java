/** The tables in the target that record what was loaded and applied. */
package dev.crossover.engine.ledger;
