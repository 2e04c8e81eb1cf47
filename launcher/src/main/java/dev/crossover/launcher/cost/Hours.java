package dev.crossover.launcher.cost;

import java.math.BigDecimal;

/** Lengths of time in prices. */
final class Hours {
  /** Of an average month, as Google Cloud's own estimates have it. */
  static final BigDecimal A_MONTH = BigDecimal.valueOf(730);

  static final BigDecimal SECONDS = BigDecimal.valueOf(3_600);

  private Hours() {}
}
