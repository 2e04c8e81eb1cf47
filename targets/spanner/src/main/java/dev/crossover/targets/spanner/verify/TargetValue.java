package dev.crossover.targets.spanner.verify;

import com.google.cloud.ByteArray;
import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Struct;
import com.google.cloud.spanner.Type;
import com.google.cloud.spanner.Value;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.CanonicalJson;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads Spanner's values by the type that they really have, and makes the values with which Spanner
 * is asked for keys.
 */
final class TargetValue {
  private static final BigDecimal NUMERIC_LIMIT = BigDecimal.TEN.pow(29);
  private static final int NUMERIC_SCALE = 9;
  private static final LocalDate FIRST_DATE = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST_DATE = LocalDate.of(9999, 12, 31);
  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant AFTER_LAST_TIME = Instant.parse("+10000-01-01T00:00:00Z");

  private TargetValue() {}

  static byte[] encode(Struct row, int index) {
    if (row.isNull(index)) {
      return CanonicalEncoding.nullValue();
    }
    Type type = row.getColumnType(index);
    return type.getCode() == Type.Code.ARRAY
        ? encodeArray(row, index, type.getArrayElementType())
        : encodeValue(row, index, type);
  }

  private static byte[] encodeValue(Struct row, int index, Type type) {
    return switch (type.getCode()) {
      case BOOL -> CanonicalEncoding.bool(row.getBoolean(index));
      case INT64 -> CanonicalEncoding.integer(row.getLong(index));
      case FLOAT32 -> CanonicalEncoding.real(row.getFloat(index));
      case FLOAT64 -> CanonicalEncoding.real(row.getDouble(index));
      case NUMERIC -> CanonicalEncoding.decimal(row.getBigDecimal(index));
      case STRING -> CanonicalEncoding.text(row.getString(index));
      case BYTES -> CanonicalEncoding.bytes(row.getBytes(index).toByteArray());
      case DATE -> CanonicalEncoding.date(date(row.getDate(index)));
      case TIMESTAMP -> CanonicalEncoding.timestamp(instant(row.getTimestamp(index)));
      case JSON -> json(row.getJson(index));
      default -> throw unknown(type);
    };
  }

  private static byte[] encodeArray(Struct row, int index, Type element) {
    return switch (element.getCode()) {
      case BOOL -> array(row.getBooleanList(index), CanonicalEncoding::bool);
      case INT64 -> array(row.getLongList(index), CanonicalEncoding::integer);
      case FLOAT32 -> array(row.getFloatList(index), value -> CanonicalEncoding.real(value));
      case FLOAT64 -> array(row.getDoubleList(index), CanonicalEncoding::real);
      case NUMERIC -> array(row.getBigDecimalList(index), CanonicalEncoding::decimal);
      case STRING -> array(row.getStringList(index), CanonicalEncoding::text);
      case BYTES ->
          array(row.getBytesList(index), value -> CanonicalEncoding.bytes(value.toByteArray()));
      case DATE -> array(row.getDateList(index), value -> CanonicalEncoding.date(date(value)));
      case TIMESTAMP ->
          array(row.getTimestampList(index), value -> CanonicalEncoding.timestamp(instant(value)));
      case JSON -> array(row.getJsonList(index), TargetValue::json);
      default -> throw unknown(element);
    };
  }

  private static <T> byte[] array(List<T> values, Function<T, byte[]> encoding) {
    return CanonicalEncoding.array(
        values.stream()
            .map(value -> value == null ? CanonicalEncoding.nullValue() : encoding.apply(value))
            .toList());
  }

  private static byte[] json(String document) {
    try {
      return CanonicalEncoding.json(CanonicalJson.of(document));
    } catch (IOException e) {
      throw new TargetException("Spanner returned JSON that is none", e);
    }
  }

  private static LocalDate date(Date value) {
    return LocalDate.of(value.getYear(), value.getMonth(), value.getDayOfMonth());
  }

  private static Instant instant(Timestamp value) {
    return Instant.ofEpochSecond(value.getSeconds(), value.getNanos());
  }

  private static TargetException unknown(Type type) {
    return new TargetException(
        "verification does not know the target type "
            + type
            + "; give the column one of the types that the schema step makes");
  }

  static KeyPart key(Struct row, int index) {
    if (row.isNull(index)) {
      return KeyPart.ofNull();
    }
    Type type = row.getColumnType(index);
    return switch (type.getCode()) {
      case BOOL -> KeyPart.of(row.getBoolean(index));
      case INT64 -> KeyPart.of(BigDecimal.valueOf(row.getLong(index)));
      case FLOAT32 -> KeyPart.of(row.getFloat(index));
      case FLOAT64 -> KeyPart.of(row.getDouble(index));
      case NUMERIC -> KeyPart.of(row.getBigDecimal(index));
      case STRING -> KeyPart.of(row.getString(index));
      case BYTES -> KeyPart.of(row.getBytes(index).toByteArray());
      case DATE -> KeyPart.of(date(row.getDate(index)), row.getDate(index).toString());
      case TIMESTAMP ->
          KeyPart.of(instant(row.getTimestamp(index)), row.getTimestamp(index).toString());
      default -> throw unknown(type);
    };
  }

  /**
   * The key value as Spanner takes it.
   *
   * @return empty if no value of the type equals it
   */
  static Optional<Value> of(SpannerType type, KeyPart part) {
    if (!part.isOrdinary()) {
      return Optional.empty();
    }
    return switch (type.code()) {
      case BOOL -> Optional.of(Value.bool(part.bool()));
      case INT64 -> int64(part.number());
      case FLOAT32 -> float32(part.real());
      case FLOAT64 -> Optional.of(Value.float64(part.real()));
      case NUMERIC -> numeric(part.number());
      case STRING -> Optional.of(Value.string(part.text()));
      case BYTES -> Optional.of(Value.bytes(ByteArray.copyFrom(part.bytes())));
      case DATE -> date(part.date());
      case TIMESTAMP -> timestamp(part.timestamp());
      case JSON -> throw new IllegalArgumentException("JSON cannot be a key");
    };
  }

  private static Optional<Value> int64(BigDecimal number) {
    try {
      return Optional.of(Value.int64(number.longValueExact()));
    } catch (ArithmeticException outside) {
      return Optional.empty();
    }
  }

  private static Optional<Value> float32(double number) {
    return Double.isNaN(number) || (float) number == number
        ? Optional.of(Value.float32((float) number))
        : Optional.empty();
  }

  private static Optional<Value> numeric(BigDecimal number) {
    boolean fits = number.scale() <= NUMERIC_SCALE && number.abs().compareTo(NUMERIC_LIMIT) < 0;
    return fits ? Optional.of(Value.numeric(number)) : Optional.empty();
  }

  private static Optional<Value> date(LocalDate date) {
    boolean fits = !date.isBefore(FIRST_DATE) && !date.isAfter(LAST_DATE);
    return fits
        ? Optional.of(
            Value.date(
                Date.fromYearMonthDay(date.getYear(), date.getMonthValue(), date.getDayOfMonth())))
        : Optional.empty();
  }

  private static Optional<Value> timestamp(Instant time) {
    boolean fits = !time.isBefore(FIRST_TIME) && time.isBefore(AFTER_LAST_TIME);
    return fits
        ? Optional.of(
            Value.timestamp(Timestamp.ofTimeSecondsAndNanos(time.getEpochSecond(), time.getNano())))
        : Optional.empty();
  }
}
