/**
 * PostgreSQL's side of a verification: reads rows as text in key order and says what the text means
 * in a target column. Owns its own reading of PostgreSQL's text forms and shares nothing with the
 * code that reads rows to write them; never writes, and never judges a difference.
 */
package dev.crossover.sources.postgresql.verify;
