package dev.crossover.sources.postgresql.rows;

import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.Interval;
import dev.crossover.engine.types.SourceType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A portable value the way PostgreSQL's {@code ::text} prints it, in UTC and with {@code DateStyle}
 * ISO.
 */
public final class PostgresqlText implements SourceText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter();

  private static final DateTimeFormatter TIME_WITH_ZONE =
      new DateTimeFormatterBuilder().append(TIME).appendOffset("+HH:mm:ss", "+00").toFormatter();

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd ").append(TIME).toFormatter();

  /** What {@code value::text} gives in PostgreSQL. */
  @Override
  public String of(Object value, SourceType type) {
    if (value instanceof Boolean bool) {
      return bool.toString();
    }
    return output(value, type);
  }

  /** What the type's output function gives; for booleans a cast differs. */
  private static String output(Object value, SourceType type) {
    if (value instanceof Boolean bool) {
      return bool ? "t" : "f";
    }
    if (value instanceof Double number) {
      return FloatText.of(number);
    }
    if (value instanceof Float number) {
      return FloatText.of(number);
    }
    if (value instanceof BigDecimal number) {
      return type.name().equals("money") ? money(number) : number.toPlainString();
    }
    if (value instanceof Bytes bytes) {
      return "\\x" + bytes;
    }
    if (value instanceof Instant instant) {
      OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
      return TIMESTAMP.format(time) + (type.name().equals("timestamptz") ? "+00" : "");
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof OffsetTime time) {
      return TIME_WITH_ZONE.format(time);
    }
    if (value instanceof Duration duration) {
      return IntervalText.of(duration);
    }
    if (value instanceof Interval interval) {
      return IntervalText.of(interval);
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> element == null ? "NULL" : quoted(output(element, type), type))
          .collect(Collectors.joining(delimiter(type), "{", "}"));
    }
    if (value instanceof String || value instanceof Long || value instanceof LocalDate) {
      return value.toString();
    }
    throw new IllegalArgumentException("not a portable value: " + value.getClass());
  }

  /** A property of the element's type; box alone has another one. */
  private static String delimiter(SourceType type) {
    return type.name().equals("box") ? ";" : ",";
  }

  /** An array element as PostgreSQL writes it: quoted when it could be misread. */
  private static String quoted(String element, SourceType type) {
    String special = "{}\"\\ \t\n\r\u000b\f" + delimiter(type);
    boolean plain =
        !element.isEmpty()
            && !element.equalsIgnoreCase("NULL")
            && element.chars().noneMatch(c -> special.indexOf(c) >= 0);
    return plain ? element : '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** As {@code lc_monetary=C} has it. */
  private static String money(BigDecimal number) {
    return (number.signum() < 0 ? "-$" : "$") + String.format(Locale.ROOT, "%,.2f", number.abs());
  }
}
