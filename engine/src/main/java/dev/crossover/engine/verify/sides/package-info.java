/**
 * The two sides of a comparison: the ports that a source and a target fill in, and the table that
 * both of them read. An adapter turns what its database returns into the encoding by itself, with
 * no conversion of the code that writes rows; it never writes and never judges.
 */
package dev.crossover.engine.verify.sides;
