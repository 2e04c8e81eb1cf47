package dev.crossover.sources.postgresql.verify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads dates and timestamps in PostgreSQL's ISO output form. */
final class PostgresqlTime {
  private static final Pattern DATE = Pattern.compile("(\\d{4,})-(\\d\\d)-(\\d\\d)( BC)?");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4,})-(\\d\\d)-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,6}))?"
              + "([+-]\\d\\d(?::\\d\\d){0,2})?( BC)?");

  private PostgresqlTime() {}

  /**
   * @return empty for {@code infinity} and {@code -infinity}
   */
  static Optional<LocalDate> date(String text) {
    Matcher matcher = DATE.matcher(text);
    return matcher.matches() ? Optional.of(date(matcher, matcher.group(4))) : Optional.empty();
  }

  /**
   * @param text without an offset it is read as UTC
   * @return empty for {@code infinity} and {@code -infinity}
   */
  static Optional<Instant> timestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    LocalDateTime local =
        date(matcher, matcher.group(9))
            .atTime(number(matcher, 4), number(matcher, 5), number(matcher, 6))
            .plusNanos(nanos(matcher.group(7)));
    ZoneOffset offset = matcher.group(8) == null ? ZoneOffset.UTC : ZoneOffset.of(matcher.group(8));
    return Optional.of(local.toInstant(offset));
  }

  // There is no year 0 in PostgreSQL: 1 BC is ISO's year 0.
  private static LocalDate date(Matcher matcher, String era) {
    int year = number(matcher, 1);
    return LocalDate.of(era == null ? year : 1 - year, number(matcher, 2), number(matcher, 3));
  }

  private static long nanos(String fraction) {
    return fraction == null ? 0 : Long.parseLong((fraction + "00000000").substring(0, 9));
  }

  private static int number(Matcher matcher, int group) {
    return Integer.parseInt(matcher.group(group));
  }
}
