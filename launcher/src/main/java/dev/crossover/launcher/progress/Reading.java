package dev.crossover.launcher.progress;

import java.util.OptionalLong;

/** One line of progress. */
public sealed interface Reading {
  String name();

  /**
   * Something that is counted, and so has a rate and, with a total, a time of arrival.
   *
   * @param done how many so far
   * @param total how many there will be; empty if nobody can know
   * @param unit what is counted, in the plural
   */
  record Count(String name, long done, OptionalLong total, String unit) implements Reading {}

  /** Something that only has a present value. */
  record Gauge(String name, String value) implements Reading {}

  static Reading count(String name, long done, String unit) {
    return new Count(name, done, OptionalLong.empty(), unit);
  }

  static Reading count(String name, long done, long total, String unit) {
    return new Count(name, done, OptionalLong.of(total), unit);
  }

  static Reading gauge(String name, String value) {
    return new Gauge(name, value);
  }
}
