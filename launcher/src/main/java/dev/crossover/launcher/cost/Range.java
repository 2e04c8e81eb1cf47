package dev.crossover.launcher.cost;

import java.math.BigDecimal;

/** From the least to the most that something is. */
record Range(BigDecimal from, BigDecimal to) {

  static Range of(BigDecimal amount) {
    return new Range(amount, amount);
  }

  static Range of(long from, long to) {
    return new Range(BigDecimal.valueOf(from), BigDecimal.valueOf(to));
  }

  /** What a quantity of this range costs. */
  Range at(Price price) {
    return new Range(price.of(from), price.of(to));
  }

  Range times(BigDecimal factor) {
    return new Range(from.multiply(factor), to.multiply(factor));
  }

  Range plus(Range other) {
    return new Range(from.add(other.from), to.add(other.to));
  }
}
