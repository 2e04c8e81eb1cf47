package dev.crossover.launcher.progress;

import java.util.List;

/** Where a running migration tells how far it is. One thread at a time. */
public interface Progress extends AutoCloseable {
  /** A line that stays: a phase has begun or ended, a step was skipped. */
  void note(String line);

  /**
   * The present state of what runs; replaces what was shown before. May be called as often as is
   * convenient, and is shown as often as is readable.
   */
  void show(List<Reading> readings);

  /** Takes away what only had meaning while something ran. */
  @Override
  void close();

  /** Shows nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void note(String line) {}

      @Override
      public void show(List<Reading> readings) {}

      @Override
      public void close() {}
    };
  }
}
