package dev.crossover.sources.mysql.capture;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Tells the zero date of a TIMESTAMP and of a NOT NULL column from a day that is one. Debezium
 * reads a zero date as NULL, and writes the first day of 1970 where there can be no NULL, and for a
 * TIMESTAMP. Debezium makes the object itself, by its public name.
 */
public final class RealDates implements CustomConverter<SchemaBuilder, RelationalColumn> {
  /** The name of a field of days since 1970. */
  static final String DAYS = "dev.crossover.Days";

  /** The name of a field of microseconds since 1970. */
  static final String MICROS = "dev.crossover.Micros";

  /** Stands for a zero date. */
  static final long NO_DAY = Long.MIN_VALUE;

  private static final String TIMESTAMP = "TIMESTAMP";

  private static final Map<String, String> FIELDS =
      Map.of("DATE", DAYS, "DATETIME", MICROS, TIMESTAMP, MICROS);

  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    String field = FIELDS.get(column.typeName().toUpperCase(Locale.ROOT));
    boolean timestamp = column.typeName().equalsIgnoreCase(TIMESTAMP);
    if (field != null && (timestamp || !column.isOptional())) {
      registration.register(
          SchemaBuilder.int64().optional().name(field),
          value -> value == null && column.isOptional() ? null : number(value, timestamp));
    }
  }

  /** The zero TIMESTAMP comes as the first second of 1970, which no TIMESTAMP is. */
  private static Object number(Object value, boolean timestamp) {
    Object number = number(value);
    return timestamp && number.equals(0L) ? NO_DAY : number;
  }

  private static Object number(Object value) {
    if (value instanceof LocalDate day) {
      return day.toEpochDay();
    }
    if (value instanceof LocalDateTime time) {
      return micros(time.toInstant(ZoneOffset.UTC));
    }
    if (value instanceof ZonedDateTime time) {
      return micros(time.toInstant());
    }
    if (value instanceof OffsetDateTime time) {
      return micros(time.toInstant());
    }
    return NO_DAY;
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /**
   * @throws IllegalArgumentException if the value is a zero date
   */
  static long real(Object value) {
    long number = (Long) value;
    if (number == NO_DAY) {
      throw new IllegalArgumentException("a zero date");
    }
    return number;
  }
}
