package dev.crossover.launcher.progress;

import java.time.Duration;
import java.util.Locale;

/** Durations as a person reads them. */
public final class Durations {
  private Durations() {}

  /** For example {@code 850 ms}, {@code 12.4 s}, {@code 3m 05s}, {@code 2h 07m}. */
  public static String text(Duration duration) {
    if (duration.toMillis() < 1000) {
      return duration.toMillis() + " ms";
    }
    if (duration.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.toHours() < 1) {
      return String.format("%dm %02ds", duration.toMinutes(), duration.toSecondsPart());
    }
    return String.format("%dh %02dm", duration.toHours(), duration.toMinutesPart());
  }
}
