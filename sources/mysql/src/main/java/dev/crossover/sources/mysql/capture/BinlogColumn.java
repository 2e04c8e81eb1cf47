package dev.crossover.sources.mysql.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.crossover.sources.debezium.AvroJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;

/**
 * How a column's values stand in a change file.
 *
 * @param avro the field's type, a union with null
 * @param value makes the file's value of Debezium's
 */
record BinlogColumn(ArrayNode avro, Function<Object, Object> value) {
  /** The most digits of a DECIMAL of MySQL. */
  private static final String MOST_DIGITS = "65";

  static BinlogColumn of(Schema field) {
    String meaning = Optional.ofNullable(field.name()).orElse("");
    return switch (meaning) {
      case "org.apache.kafka.connect.data.Decimal" -> decimal(field.parameters());
      case "io.debezium.time.Date" -> of(AvroJson.logical("int", "date"), value -> value);
      case "io.debezium.time.Timestamp" -> micros(value -> Math.multiplyExact((Long) value, 1_000));
      case "io.debezium.time.MicroTimestamp" -> micros(value -> value);
      case "io.debezium.time.ZonedTimestamp" ->
          micros(value -> microsOf(OffsetDateTime.parse((String) value).toInstant()));
      case "io.debezium.time.MicroTime" ->
          of(AvroJson.logical("long", "time-interval-micros"), value -> value);
      case "io.debezium.data.Bits" -> of("long", value -> bits((byte[]) value));
      default -> plain(field.type());
    };
  }

  private static BinlogColumn plain(Schema.Type type) {
    return switch (type) {
      case BOOLEAN -> of("boolean", value -> value);
      case INT8, INT16, INT32 -> of("int", value -> ((Number) value).intValue());
      case INT64 -> of("long", value -> value);
      case FLOAT32 -> of("float", value -> value);
      case FLOAT64 -> of("double", value -> value);
      case BYTES ->
          of("bytes", value -> value instanceof byte[] array ? ByteBuffer.wrap(array) : value);
      case STRING -> of("string", value -> value);
      case ARRAY, MAP, STRUCT -> of("string", Object::toString);
    };
  }

  private static BinlogColumn of(String type, Function<Object, Object> value) {
    return of(AvroJson.type(type), value);
  }

  private static BinlogColumn of(JsonNode type, Function<Object, Object> value) {
    return new BinlogColumn(AvroJson.optional().add(type), value);
  }

  private static BinlogColumn micros(Function<Object, Object> value) {
    return of(AvroJson.logical("long", "timestamp-micros"), value);
  }

  private static long microsOf(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
  }

  private static BinlogColumn decimal(Map<String, String> parameters) {
    int scale = Integer.parseInt(parameters.get("scale"));
    int precision =
        Integer.parseInt(parameters.getOrDefault("connect.decimal.precision", MOST_DIGITS));
    return of(
        AvroJson.logical("bytes", "decimal").put("precision", precision).put("scale", scale),
        value ->
            ByteBuffer.wrap(((BigDecimal) value).setScale(scale).unscaledValue().toByteArray()));
  }

  /** Debezium's bits come with the lowest byte first. */
  private static long bits(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian).longValue();
  }
}
