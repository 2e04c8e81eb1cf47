/**
 * MySQL's side of a verification: reads rows in key order and says what they mean in a target
 * column. Owns its own reading of MySQL's values and shares nothing with the code that reads rows
 * to write them; never writes, and never judges a difference.
 */
package dev.crossover.sources.mysql.verify;
