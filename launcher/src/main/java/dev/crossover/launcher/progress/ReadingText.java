package dev.crossover.launcher.progress;

import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/** Readings as text, with rate and time of arrival. */
final class ReadingText {
  private final Rates rates;

  ReadingText(Clock clock) {
    this.rates = new Rates(clock);
  }

  /** The value of a reading, without its name. */
  String of(Reading reading) {
    if (reading instanceof Reading.Gauge gauge) {
      return gauge.value();
    }
    Reading.Count count = (Reading.Count) reading;
    double rate = rates.add(count);
    StringBuilder text = new StringBuilder(number(count.done()));
    count.total().ifPresent(total -> text.append(" of ").append(number(total)));
    text.append(' ').append(count.unit());
    long all = count.total().orElse(0);
    if (all > 0) {
      text.append(", ").append(Math.min(100, count.done() * 100 / all)).append(" %");
    }
    if (rate >= 0.5) {
      text.append(", ").append(number(Math.round(rate))).append("/s");
      count.total().ifPresent(total -> text.append(eta(total - count.done(), rate)));
    }
    return text.toString();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String eta(long left, double rate) {
    return left <= 0 ? "" : ", ETA " + Durations.text(Duration.ofSeconds((long) (left / rate)));
  }
}
