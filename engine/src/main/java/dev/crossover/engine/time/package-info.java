/** How time passes: a clock and a way to wait, so that tests need neither. */
package dev.crossover.engine.time;
