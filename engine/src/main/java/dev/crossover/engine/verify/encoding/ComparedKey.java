package dev.crossover.engine.verify.encoding;

import java.util.List;

/** The values of the source's key of one row, in its order. */
public record ComparedKey(List<KeyPart> parts) implements Comparable<ComparedKey> {
  public ComparedKey {
    parts = List.copyOf(parts);
  }

  @Override
  public int compareTo(ComparedKey other) {
    for (int i = 0; i < parts.size(); i++) {
      int order = parts.get(i).compareTo(other.parts.get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The key as the source writes it, for reports. */
  public List<String> literals() {
    return parts.stream().map(KeyPart::literal).toList();
  }
}
