/**
 * Spanner's side of a verification: reads rows and shadow tables as Spanner's values and encodes
 * them. Shares nothing with the code that writes rows; never writes, and never judges a difference.
 */
package dev.crossover.targets.spanner.verify;
