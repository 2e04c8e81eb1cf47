package dev.crossover.engine.changes;

/**
 * What a stream tells of the commit of a change, where it does not tell the order of commits.
 *
 * @param mayHaveWaited whether the change may have been logged before it waited for another
 *     transaction: so it is with a row that takes a new key, and with no other change
 */
public record CommitHint(CommitTime time, boolean mayHaveWaited) {}
