package dev.crossover.sources.mysql.capture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.crossover.sources.debezium.AvroJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * How a column's values stand in a change file.
 *
 * @param avro the field's type, a union with null
 * @param value makes the file's value of Debezium's
 */
record BinlogColumn(ArrayNode avro, Function<Object, Object> value) {
  /** The most digits of a DECIMAL of MySQL. */
  private static final String MOST_DIGITS = "65";

  private static final Integer NO_YEAR = 1900;

  /**
   * Labels come as the table's definition has them, in which a backslash is doubled, and with a
   * backslash of Debezium's own before a comma.
   */
  private static final Pattern ESCAPED = Pattern.compile("\\\\([\\\\,])");

  private static final int DIGITS_OF_64_BITS = 20;

  static BinlogColumn of(Schema field) {
    String meaning = Optional.ofNullable(field.name()).orElse("");
    return switch (meaning) {
      case "org.apache.kafka.connect.data.Decimal" -> decimal(field.parameters());
      case RealDates.DAY -> RealDates.days();
      case RealDates.TIME -> RealDates.times();
      case "io.debezium.time.MicroTime" ->
          of(AvroJson.logical("long", "time-interval-micros"), value -> value);
      // A year is read as an offset from 1900, and the year 0000 has none.
      case "io.debezium.time.Year" -> of("int", value -> value.equals(NO_YEAR) ? 0 : value);
      case "io.debezium.data.Enum", "io.debezium.data.EnumSet" ->
          of("string", value -> ESCAPED.matcher((String) value).replaceAll("$1"));
      case "io.debezium.data.Bits" -> bits(Integer.parseInt(field.parameters().get("length")));
      case "io.debezium.data.geometry.Geometry", "io.debezium.data.geometry.Point" ->
          of("bytes", value -> geometry((Struct) value));
      case "io.debezium.data.FloatVector" -> of("bytes", value -> vector((List<?>) value));
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

  private static BinlogColumn decimal(Map<String, String> parameters) {
    int scale = Integer.parseInt(parameters.get("scale"));
    int precision =
        Integer.parseInt(parameters.getOrDefault("connect.decimal.precision", MOST_DIGITS));
    return of(
        decimal(precision, scale),
        value ->
            ByteBuffer.wrap(((BigDecimal) value).setScale(scale).unscaledValue().toByteArray()));
  }

  private static JsonNode decimal(int precision, int scale) {
    return AvroJson.logical("bytes", "decimal").put("precision", precision).put("scale", scale);
  }

  /** The longest one has numbers that no signed integer of 64 bits has. */
  private static BinlogColumn bits(int length) {
    return length < Long.SIZE
        ? of("long", value -> bits((byte[]) value).longValue())
        : of(
            decimal(DIGITS_OF_64_BITS, 0),
            value -> ByteBuffer.wrap(bits((byte[]) value).toByteArray()));
  }

  /** A geometry as the server itself has it, which is what a query of the column gives too. */
  private static ByteBuffer geometry(Struct geometry) {
    byte[] shape = geometry.getBytes("wkb");
    Integer system = geometry.getInt32("srid");
    return ByteBuffer.allocate(Integer.BYTES + shape.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(system == null ? 0 : system)
        .put(shape)
        .flip();
  }

  /** A vector as the server itself has it. */
  private static ByteBuffer vector(List<?> numbers) {
    ByteBuffer vector =
        ByteBuffer.allocate(Float.BYTES * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(number -> vector.putFloat((Float) number));
    return vector.flip();
  }

  /** Debezium's bits come with the lowest byte first. */
  private static BigInteger bits(byte[] littleEndian) {
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigInteger(1, bigEndian);
  }
}
