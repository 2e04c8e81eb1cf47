package dev.crossover.engine.verify;

import java.util.List;

/** The values of the source's key of one row, in its order. */
record RowKey(List<KeyPart> parts) implements Comparable<RowKey> {
  RowKey {
    parts = List.copyOf(parts);
  }

  @Override
  public int compareTo(RowKey other) {
    for (int i = 0; i < parts.size(); i++) {
      int order = parts.get(i).compareTo(other.parts.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  List<String> literals() {
    return parts.stream().map(KeyPart::literal).toList();
  }
}
