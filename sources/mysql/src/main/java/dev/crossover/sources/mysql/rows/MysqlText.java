package dev.crossover.sources.mysql.rows;

import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.ShortestDecimal;
import dev.crossover.engine.types.SourceType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** A portable value the way MySQL prints it in a session of UTC; bytes as hexadecimal digits. */
public final class MysqlText implements SourceText {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  @Override
  public String of(Object value, SourceType type) {
    if (value instanceof Boolean bool) {
      return bool ? "1" : "0";
    }
    if (value instanceof Double number) {
      return ShortestDecimal.of(number).toPlainString();
    }
    if (value instanceof Float number) {
      return ShortestDecimal.of(number).toPlainString();
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof Instant instant) {
      LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
      return type.type().kind() == Kind.DATE
          ? time.toLocalDate().toString()
          : SECONDS.format(time) + fraction(time.get(ChronoField.NANO_OF_SECOND), type);
    }
    if (value instanceof LocalTime time) {
      return span(Duration.ofNanos(time.toNanoOfDay()), type);
    }
    if (value instanceof Duration duration) {
      return span(duration, type);
    }
    if (value instanceof Bytes
        || value instanceof String
        || value instanceof Long
        || value instanceof LocalDate) {
      return value.toString();
    }
    throw new IllegalArgumentException("not a portable value: " + value.getClass());
  }

  private static String span(Duration time, SourceType type) {
    Duration length = time.abs();
    return String.format(
            Locale.ROOT,
            "%s%02d:%02d:%02d",
            time.isNegative() ? "-" : "",
            length.toHours(),
            length.toMinutesPart(),
            length.toSecondsPart())
        + fraction(length.toNanosPart(), type);
  }

  /** As many digits as the column has, zeros included. */
  private static String fraction(int nanos, SourceType type) {
    int digits = type.type().scale();
    return digits == 0 ? "" : "." + String.format(Locale.ROOT, "%09d", nanos).substring(0, digits);
  }
}
