/**
 * Comparing source and target value by value. Has its own encoding, and shares no conversion with
 * the code that wrote the rows.
 *
 * <p>Both sides are read in the order of the source's key, in chunks cut on the source, and merged
 * ({@link dev.crossover.engine.verify.Verifier}). A value of either side becomes a canonical
 * encoding: PostgreSQL's from its text and what that text means in the target column's type,
 * Spanner's from the value that the client library returns. Never writes, and never decides whether
 * a cutover may go on.
 */
package dev.crossover.engine.verify;
