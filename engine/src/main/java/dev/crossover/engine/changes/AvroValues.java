package dev.crossover.engine.changes;

import dev.crossover.engine.types.Bytes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.generic.GenericRecord;

/** Turns an Avro value into the portable value that its schema and logical type stand for. */
final class AvroValues {
  private AvroValues() {}

  /**
   * @param schema the field's schema, usually a union of null and one or more branches
   * @throws UnsupportedAvroValueException if no portable value stands for it
   */
  static Object portable(Schema schema, Object value) throws UnsupportedAvroValueException {
    if (value == null) {
      return null;
    }
    Schema branch =
        schema.isUnion()
            ? schema.getTypes().get(GenericData.get().resolveUnion(schema, value))
            : schema;
    try {
      return ofBranch(branch, value);
    } catch (DateTimeException | ArithmeticException e) {
      throw new UnsupportedAvroValueException(
          "a value of %s is out of range: %s".formatted(branch, e.getMessage()));
    }
  }

  /**
   * Whether the source has values that Datastream leaves out, so that a null says nothing.
   *
   * @param schema the field's schema
   */
  static boolean isLeftOut(Schema schema) {
    return schema.isUnion()
        ? schema.getTypes().stream().anyMatch(AvroValues::isLeftOut)
        : schema.getType() == Schema.Type.NULL && logicalName(schema).equals("unsupported");
  }

  private static Object ofBranch(Schema branch, Object value) throws UnsupportedAvroValueException {
    return switch (branch.getType()) {
      case BOOLEAN, FLOAT, DOUBLE -> value;
      case STRING, ENUM -> value.toString();
      case INT, LONG -> ofInteger(branch, ((Number) value).longValue());
      case BYTES -> ofBytes(branch, bytes((ByteBuffer) value));
      case FIXED -> ofBytes(branch, ((GenericFixed) value).bytes());
      case ARRAY -> ofArray(branch, (Collection<?>) value);
      case RECORD -> UnifiedRecord.portable((GenericRecord) value);
      case MAP, UNION, NULL ->
          throw new UnsupportedAvroValueException("no column holds a " + branch.getType());
    };
  }

  private static Object ofInteger(Schema branch, long value) throws UnsupportedAvroValueException {
    String logical = logicalName(branch);
    return switch (logical) {
      case "date" -> LocalDate.ofEpochDay(value);
      case "timestamp-micros", "local-timestamp-micros" ->
          Instant.EPOCH.plus(value, ChronoUnit.MICROS);
      case "timestamp-millis", "local-timestamp-millis" -> Instant.ofEpochMilli(value);
      case "time-micros" -> LocalTime.ofNanoOfDay(Math.multiplyExact(value, 1_000L));
      case "time-interval-micros" -> Duration.of(value, ChronoUnit.MICROS);
      case "time-millis" -> LocalTime.ofNanoOfDay(Math.multiplyExact(value, 1_000_000L));
      case "" -> value;
      default ->
          throw new UnsupportedAvroValueException("no column has the logical type " + logical);
    };
  }

  private static Object ofBytes(Schema branch, byte[] value) throws UnsupportedAvroValueException {
    LogicalType logical = branch.getLogicalType();
    if (logical instanceof LogicalTypes.Decimal decimal) {
      return new BigDecimal(new BigInteger(value), decimal.getScale());
    }
    if (!logicalName(branch).isEmpty()) {
      throw new UnsupportedAvroValueException(
          "no column has the logical type " + logicalName(branch));
    }
    return Bytes.of(value);
  }

  private static List<Object> ofArray(Schema branch, Collection<?> values)
      throws UnsupportedAvroValueException {
    List<Object> elements = new ArrayList<>(values.size());
    for (Object value : values) {
      elements.add(portable(branch.getElementType(), value));
    }
    return elements;
  }

  private static String logicalName(Schema branch) {
    // A logical type that this Avro library does not know is only a property of the schema.
    String name = branch.getProp("logicalType");
    return name == null ? "" : name;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
