/** Which fault a test shows; owns the rows of docs/RELIABILITY.md, never a fault itself. */
package dev.crossover.engine.faults;
