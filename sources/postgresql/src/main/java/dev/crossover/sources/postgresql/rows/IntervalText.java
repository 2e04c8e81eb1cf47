package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.types.Interval;
import java.time.Duration;
import java.util.Locale;

/** An interval as PostgreSQL prints it with {@code IntervalStyle} postgres. */
final class IntervalText {
  private static final int MONTHS_PER_YEAR = 12;

  private final StringBuilder text = new StringBuilder();
  private boolean afterNegative;

  private IntervalText() {}

  static String of(Interval interval) {
    IntervalText text = new IntervalText();
    text.part(interval.months() / MONTHS_PER_YEAR, "year");
    text.part(interval.months() % MONTHS_PER_YEAR, "mon");
    text.part(interval.days(), "day");
    if (!interval.time().isZero() || text.text.isEmpty()) {
      text.time(interval.time());
    }
    return text.text.toString();
  }

  /** A span of hours, minutes and seconds only; the hours may be any number. */
  static String of(Duration time) {
    IntervalText text = new IntervalText();
    text.time(time);
    return text.text.toString();
  }

  private void part(long number, String unit) {
    if (number == 0) {
      return;
    }
    blank();
    text.append(afterNegative && number > 0 ? "+" : "").append(number).append(' ').append(unit);
    text.append(number == 1 ? "" : "s");
    afterNegative = number < 0;
  }

  private void time(Duration time) {
    blank();
    Duration length = time.abs();
    text.append(time.isNegative() ? "-" : afterNegative ? "+" : "")
        .append(
            String.format(
                Locale.ROOT,
                "%02d:%02d:%02d",
                length.toHours(),
                length.toMinutesPart(),
                length.toSecondsPart()));
    int micros = length.toNanosPart() / 1_000;
    if (micros > 0) {
      text.append('.').append(String.format(Locale.ROOT, "%06d", micros).replaceAll("0+$", ""));
    }
  }

  private void blank() {
    if (!text.isEmpty()) {
      text.append(' ');
    }
  }
}
