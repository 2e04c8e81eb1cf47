package dev.crossover.engine.verify.encoding;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A row of either side in the canonical encoding, one value per compared column. */
public final class EncodedRow {
  private final ComparedKey key;
  private final List<byte[]> values;

  /**
   * @param values one for each compared column, in the order of the compared table
   */
  public EncodedRow(ComparedKey key, List<byte[]> values) {
    this.key = key;
    this.values = values;
  }

  public ComparedKey key() {
    return key;
  }

  /** The same row with every value {@link CanonicalEncoding#brief}, for many rows in memory. */
  public EncodedRow brief() {
    return new EncodedRow(key, values.stream().map(CanonicalEncoding::brief).toList());
  }

  /** The encoding of a column's value. */
  public byte[] value(int column) {
    return values.get(column);
  }

  /** Whether the rows are equal in every column; their keys are not looked at. */
  public boolean sameAs(EncodedRow other) {
    return differences(other).isEmpty();
  }

  /** The numbers of the columns that differ. */
  public List<Integer> differences(EncodedRow other) {
    return IntStream.range(0, values.size())
        .filter(column -> !Arrays.equals(values.get(column), other.values.get(column)))
        .boxed()
        .toList();
  }
}
