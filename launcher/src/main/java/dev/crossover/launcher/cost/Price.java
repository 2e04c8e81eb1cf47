package dev.crossover.launcher.cost;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a quantity costs, in tiers: each unit at the price of the tier that it falls into.
 *
 * @param tiers by {@code from}, the first from 0
 */
record Price(List<Tier> tiers) {

  /** A price from this quantity on, until the next tier. */
  record Tier(BigDecimal from, BigDecimal price) {}

  Price {
    tiers = List.copyOf(tiers);
  }

  BigDecimal of(BigDecimal quantity) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < tiers.size(); i++) {
      BigDecimal end = i + 1 < tiers.size() ? tiers.get(i + 1).from().min(quantity) : quantity;
      BigDecimal part = end.subtract(tiers.get(i).from()).max(BigDecimal.ZERO);
      sum = sum.add(part.multiply(tiers.get(i).price()));
    }
    return sum;
  }
}
