/**
 * Comparing source and target value by value. Has its own encoding, and shares no conversion with
 * the code that wrote the rows.
 *
 * <p>Both sides are read in the order of the source's key, in chunks cut on the source, and merged
 * ({@link dev.crossover.engine.verify.Verifier}). Each side turns its values into one encoding
 * ({@link dev.crossover.engine.verify.encoding}); what a source value means is decided by the
 * portable type of its target column. Knows no database: a source and a target fill in the ports of
 * {@link dev.crossover.engine.verify.sides}. Never writes, and never decides whether a cutover may
 * go on.
 */
package dev.crossover.engine.verify;
