package dev.crossover.engine.changes;

import dev.crossover.engine.types.Interval;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.avro.generic.GenericRecord;

/**
 * Datastream's types that are Avro records: {@code datetime}, {@code timestampTz}, {@code timeTz}
 * and {@code interval} of <a href="https://cloud.google.com/datastream/docs/unified-types">unified
 * types</a>.
 */
final class UnifiedRecord {
  private static final long HOURS_PER_DAY = 24;

  private final GenericRecord record;

  private UnifiedRecord(GenericRecord record) {
    this.record = record;
  }

  /**
   * @throws java.time.DateTimeException or {@link ArithmeticException} if a number is out of range
   * @throws UnsupportedAvroValueException if the record is none of these types
   */
  static Object portable(GenericRecord record) throws UnsupportedAvroValueException {
    UnifiedRecord value = new UnifiedRecord(record);
    String name = record.getSchema().getName();
    return switch (name) {
      case "datetime" -> value.dateTime();
      case "timestampTz" -> value.timestampWithZone();
      case "timeTz" -> value.timeWithZone();
      case "interval" -> value.interval();
      default -> throw new UnsupportedAvroValueException("no column holds a record " + name);
    };
  }

  private Instant dateTime() throws UnsupportedAvroValueException {
    LocalDate date = LocalDate.ofEpochDay(number("date"));
    return date.atTime(time(number("time"))).toInstant(ZoneOffset.UTC);
  }

  /** The offset only says how the source would print the instant. */
  private Instant timestampWithZone() throws UnsupportedAvroValueException {
    return Instant.EPOCH.plus(number("timestamp"), ChronoUnit.MICROS);
  }

  private OffsetTime timeWithZone() throws UnsupportedAvroValueException {
    long offsetMillis = number("offset");
    return time(number("time"))
        .atOffset(ZoneOffset.ofTotalSeconds(Math.toIntExact(offsetMillis / 1_000)));
  }

  /** Whole days come as hours, since the type has no days. */
  private Interval interval() throws UnsupportedAvroValueException {
    long hours = number("hours");
    return new Interval(
        number("months"),
        hours / HOURS_PER_DAY,
        Duration.ofHours(hours % HOURS_PER_DAY).plus(number("micros"), ChronoUnit.MICROS));
  }

  private static LocalTime time(long micros) {
    return LocalTime.ofNanoOfDay(Math.multiplyExact(micros, 1_000L));
  }

  private long number(String field) throws UnsupportedAvroValueException {
    if (record.hasField(field) && record.get(field) instanceof Number number) {
      return number.longValue();
    }
    throw new UnsupportedAvroValueException(
        "a record %s has no number %s".formatted(record.getSchema().getName(), field));
  }
}
