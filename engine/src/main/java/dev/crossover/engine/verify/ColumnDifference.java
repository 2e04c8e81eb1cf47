package dev.crossover.engine.verify;

/**
 * One column in which two rows of a key differ.
 *
 * @param column the target column's name
 * @param source the source value's fingerprint, or the value itself if values were asked for
 * @param target the target value's fingerprint, or the value itself if values were asked for
 */
public record ColumnDifference(String column, String source, String target) {}
