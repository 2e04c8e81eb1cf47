package dev.crossover.sources.mysql.capture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.crossover.sources.debezium.AvroJson;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Keeps a day or a time as {@link BinlogRows} reads it until it is known whether there is such a
 * day. Debezium makes the object itself, by its public name.
 */
public final class RealDates implements CustomConverter<SchemaBuilder, RelationalColumn> {
  /** The name of a field of days. */
  static final String DAY = "dev.crossover.Day";

  /** The name of a field of days with a time, in UTC. */
  static final String TIME = "dev.crossover.Time";

  private static final Map<String, String> FIELDS =
      Map.of("DATE", DAY, "DATETIME", TIME, "TIMESTAMP", TIME);

  /** An Instant counts in nanoseconds, which end in the year 2262. */
  private static final LocalDateTime EPOCH = LocalDate.EPOCH.atStartOfDay();

  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    String field = FIELDS.get(column.typeName().toUpperCase(Locale.ROOT));
    if (field != null) {
      registration.register(SchemaBuilder.string().optional().name(field), RealDates::text);
    }
  }

  /** Defaults of columns come as they were declared, and nobody asks for them. */
  private static Object text(Object value) {
    return value == null || value instanceof String ? value : "read by Debezium itself: " + value;
  }

  /** Days since 1970, or the text of what is none, of which the target decides. */
  static BinlogColumn days() {
    ArrayNode type = AvroJson.optional().add(AvroJson.logical("int", "date")).add("string");
    return new BinlogColumn(type, text -> day((String) text));
  }

  private static Object day(String text) {
    try {
      return Math.toIntExact(LocalDate.parse(text).toEpochDay());
    } catch (DateTimeException noDay) {
      return text;
    }
  }

  /** Microseconds since 1970, or the text of what is no time. */
  static BinlogColumn times() {
    ArrayNode type =
        AvroJson.optional().add(AvroJson.logical("long", "timestamp-micros")).add("string");
    return new BinlogColumn(type, text -> time((String) text));
  }

  private static Object time(String text) {
    try {
      return ChronoUnit.MICROS.between(EPOCH, LocalDateTime.parse(text.replace(' ', 'T')));
    } catch (DateTimeException noDay) {
      return text;
    }
  }
}
