package dev.crossover.engine.verify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A row of either side in the canonical encoding, one value per compared column. */
final class EncodedRow {
  private final RowKey key;
  private final List<byte[]> values;

  EncodedRow(RowKey key, List<byte[]> values) {
    this.key = key;
    this.values = values;
  }

  RowKey key() {
    return key;
  }

  byte[] value(int column) {
    return values.get(column);
  }

  boolean sameAs(EncodedRow other) {
    return differences(other).isEmpty();
  }

  /** The numbers of the columns that differ. */
  List<Integer> differences(EncodedRow other) {
    return IntStream.range(0, values.size())
        .filter(column -> !Arrays.equals(values.get(column), other.values.get(column)))
        .boxed()
        .toList();
  }
}
