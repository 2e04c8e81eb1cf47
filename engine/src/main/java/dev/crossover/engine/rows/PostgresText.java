package dev.crossover.engine.rows;

import com.google.cloud.ByteArray;
import dev.crossover.engine.schema.SourceType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A portable value the way PostgreSQL's {@code ::text} prints it, in UTC and with {@code DateStyle}
 * ISO.
 */
final class PostgresText {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter();

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendPattern("uuuu-MM-dd ").append(TIME).toFormatter();

  private PostgresText() {}

  static String of(Object value, SourceType type) {
    if (value instanceof Boolean bool) {
      return bool.toString();
    }
    return output(value, type);
  }

  /** What the type's output function gives; a cast to text differs from it for booleans only. */
  private static String output(Object value, SourceType type) {
    if (value instanceof Boolean bool) {
      return bool ? "t" : "f";
    }
    if (value instanceof Double number) {
      return special(number)
          .orElseGet(() -> number(shortest(number, d -> d.doubleValue() == number), 15));
    }
    if (value instanceof Float number) {
      return special(number)
          .orElseGet(() -> number(shortest(number, d -> d.floatValue() == number), 6));
    }
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    if (value instanceof ByteArray bytes) {
      return "\\x" + HexFormat.of().formatHex(bytes.toByteArray());
    }
    if (value instanceof Instant instant) {
      OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
      return TIMESTAMP.format(time) + (type.name().equals("timestamptz") ? "+00" : "");
    }
    if (value instanceof LocalTime time) {
      return TIME.format(time);
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> element == null ? "NULL" : quoted(output(element, type)))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof String || value instanceof Long || value instanceof LocalDate) {
      return value.toString();
    }
    throw new IllegalArgumentException("not a portable value: " + value.getClass());
  }

  /** An array element as PostgreSQL writes it: quoted when it could be misread. */
  private static String quoted(String element) {
    boolean plain =
        !element.isEmpty()
            && !element.equalsIgnoreCase("NULL")
            && element.chars().noneMatch(c -> "{},\"\\ \t\n\r\u000b\f".indexOf(c) >= 0);
    return plain ? element : '"' + element.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Optional<String> special(double value) {
    if (value == 0) {
      return Optional.of(1 / value < 0 ? "-0" : "0");
    }
    return Double.isNaN(value) || Double.isInfinite(value)
        ? Optional.of(Double.toString(value))
        : Optional.empty();
  }

  /** The fewest significant digits that read back as the same number. */
  private static BigDecimal shortest(double value, Predicate<BigDecimal> readsBack) {
    BigDecimal exact = new BigDecimal(value);
    return IntStream.rangeClosed(1, 17)
        .mapToObj(digits -> exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)))
        .filter(readsBack)
        .findFirst()
        .orElse(exact);
  }

  /**
   * @param scientificFrom the exponent from which PostgreSQL writes a power of ten; below 1e-4 it
   *     always does
   */
  private static String number(BigDecimal value, int scientificFrom) {
    BigDecimal number = value.stripTrailingZeros();
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= -4 && exponent < scientificFrom) {
      return number.toPlainString();
    }
    String digits = number.unscaledValue().abs().toString();
    return (number.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + "e%s%02d".formatted(exponent < 0 ? "-" : "+", Math.abs(exponent));
  }
}
