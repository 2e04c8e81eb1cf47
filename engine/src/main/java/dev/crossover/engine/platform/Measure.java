package dev.crossover.engine.platform;

import java.util.Optional;

/**
 * Something that a platform measures by itself. What it has not measured is unknown, and not zero.
 *
 * @param value empty if it is unknown
 * @param unit what the value counts, such as {@code s}
 * @param limit above which nothing may be cut over; empty if the value is only shown
 */
public record Measure(String name, Optional<Double> value, String unit, Optional<Double> limit) {
  /** The value as a person reads it. */
  public String text() {
    return value.map(known -> "%,.0f %s".formatted(known, unit)).orElse("unknown");
  }

  /** Whether nothing speaks against a cutover: an unknown value does, if there is a limit. */
  public boolean isMet() {
    return limit.isEmpty() || value.filter(known -> known <= limit.get()).isPresent();
  }
}
