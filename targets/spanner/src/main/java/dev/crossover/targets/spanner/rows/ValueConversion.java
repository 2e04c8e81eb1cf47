package dev.crossover.targets.spanner.rows;

import com.google.cloud.ByteArray;
import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.Bytes;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;

/**
 * Turns a portable value into the value of the Spanner column that it fills.
 *
 * <p>Bulk load and live apply both end here, so a value cannot differ by the way it came. Nothing
 * is rounded or clipped: what does not fit exactly is refused.
 */
final class ValueConversion {
  /** The limit of a Spanner STRING, in characters. */
  private static final long MAX_CHARACTERS = 2_621_440;

  /** The limit of a Spanner cell, in bytes. */
  private static final long MAX_BYTES = 10_485_760;

  private static final int NUMERIC_SCALE = 9;
  private static final int NUMERIC_INTEGER_DIGITS = 29;
  private static final long EXACT_IN_FLOAT = 1L << 24;
  private static final long EXACT_IN_DOUBLE = 1L << 53;

  private final TargetColumn column;
  private final SpannerType type;
  private final SourceText text;

  private ValueConversion(TargetColumn column, SourceText text) {
    this.column = column;
    this.type = SpannerType.of(column.type());
    this.text = text;
  }

  /**
   * @param value a portable value, or null
   * @param text for a column that holds values in the source's text form
   * @return a value of exactly the column's type
   * @throws UnconvertibleValueException if the column's type cannot hold the value
   */
  static Value convert(TargetColumn column, Object value, SourceText text) {
    ValueConversion conversion = new ValueConversion(column, text);
    if (value == null && !column.nullable() && !column.generated()) {
      throw conversion.refuse(null, "the target column is NOT NULL");
    }
    return conversion.type.array() ? conversion.array(value) : conversion.scalar(value);
  }

  private Value scalar(Object value) {
    return switch (type.code()) {
      case BOOL -> Value.bool(orNull(value, this::bool));
      case INT64 -> Value.int64(orNull(value, this::int64));
      case FLOAT32 -> Value.float32(orNull(value, this::float32));
      case FLOAT64 -> Value.float64(orNull(value, this::float64));
      case NUMERIC -> Value.numeric(orNull(value, this::numeric));
      case STRING -> Value.string(orNull(value, this::string));
      case BYTES -> Value.bytes(orNull(value, this::bytes));
      case DATE -> Value.date(orNull(value, this::date));
      case TIMESTAMP -> Value.timestamp(orNull(value, this::timestamp));
      case JSON -> Value.json(orNull(value, this::json));
    };
  }

  private Value array(Object value) {
    return switch (type.code()) {
      case BOOL -> Value.boolArray(elements(value, this::bool));
      case INT64 -> Value.int64Array(elements(value, this::int64));
      case FLOAT32 -> Value.float32Array(elements(value, this::float32));
      case FLOAT64 -> Value.float64Array(elements(value, this::float64));
      case NUMERIC -> Value.numericArray(elements(value, this::numeric));
      case STRING -> Value.stringArray(elements(value, this::string));
      case BYTES -> Value.bytesArray(elements(value, this::bytes));
      case DATE -> Value.dateArray(elements(value, this::date));
      case TIMESTAMP -> Value.timestampArray(elements(value, this::timestamp));
      case JSON -> Value.jsonArray(elements(value, this::json));
    };
  }

  private static <T> T orNull(Object value, Function<Object, T> conversion) {
    return value == null ? null : conversion.apply(value);
  }

  private <T> List<T> elements(Object value, Function<Object, T> conversion) {
    if (value == null) {
      return null; // Spanner's own way to say a NULL array
    }
    if (!(value instanceof List<?> list)) {
      throw refuse(value, "it is not an array of one dimension that begins at 1");
    }
    List<T> elements = new ArrayList<>(list.size());
    long bytes = 0;
    for (Object element : list) {
      T converted = orNull(element, conversion);
      bytes += elementBytes(converted);
      elements.add(converted);
    }
    if (bytes > MAX_BYTES) {
      throw refuse(value, "its elements have %d bytes".formatted(bytes));
    }
    return elements;
  }

  private static long elementBytes(Object element) {
    if (element instanceof String text) {
      return utf8Bytes(text);
    }
    return element instanceof ByteArray bytes ? bytes.length() : 0;
  }

  private static long utf8Bytes(String text) {
    return text.chars()
        .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate((char) c) ? 2 : 3)
        .sum();
  }

  private Boolean bool(Object value) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof Long number && (number == 0 || number == 1)) {
      return number == 1;
    }
    throw refuse(value, "only true, false, 0 and 1 are booleans");
  }

  private Long int64(Object value) {
    if (value instanceof Long number) {
      return number;
    }
    try {
      if (value instanceof BigDecimal decimal) {
        return decimal.longValueExact();
      }
      if (value instanceof String digits) {
        return Long.valueOf(digits);
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw refuse(value, "it is not a whole number of 64 bits", e);
    }
    throw refuse(value, "it is not a whole number");
  }

  private Float float32(Object value) {
    if (value instanceof Float number) {
      return number;
    }
    if (value instanceof Double number && Double.compare(number.floatValue(), number) == 0) {
      return number.floatValue();
    }
    if (value instanceof Long number && Math.abs(number) <= EXACT_IN_FLOAT) {
      return number.floatValue();
    }
    throw refuse(value, "a FLOAT32 cannot hold it exactly");
  }

  private Double float64(Object value) {
    if (value instanceof Double number) {
      return number;
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof Long number && Math.abs(number) <= EXACT_IN_DOUBLE) {
      return number.doubleValue();
    }
    if (value instanceof BigDecimal number
        && !Double.isInfinite(number.doubleValue())
        && new BigDecimal(number.doubleValue()).compareTo(number) == 0) {
      return number.doubleValue();
    }
    throw refuse(value, "a FLOAT64 cannot hold it exactly");
  }

  private BigDecimal numeric(Object value) {
    BigDecimal number = decimal(value).stripTrailingZeros();
    int integerDigits = number.precision() - number.scale();
    if (number.scale() > NUMERIC_SCALE || integerDigits > NUMERIC_INTEGER_DIGITS) {
      throw refuse(value, "NUMERIC has 29 digits before the point and 9 after it");
    }
    return number.scale() < 0 ? number.setScale(0) : number;
  }

  private BigDecimal decimal(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    try {
      if (value instanceof String digits) {
        return new BigDecimal(digits);
      }
    } catch (NumberFormatException e) {
      throw refuse(value, "it is not a finite number", e);
    }
    throw refuse(value, "it is not a decimal number");
  }

  private String string(Object value) {
    String printed = text.of(value, column.sourceType());
    int characters = printed.codePointCount(0, printed.length());
    if (characters > limit(MAX_CHARACTERS)) {
      throw refuse(value, "it has %d characters".formatted(characters));
    }
    return printed;
  }

  private ByteArray bytes(Object value) {
    if (value instanceof String hexadecimal) {
      return bytes(ofHexadecimal(hexadecimal));
    }
    if (value instanceof Bytes bytes && bytes.length() <= limit(MAX_BYTES)) {
      return ByteArray.copyFrom(bytes.toArray());
    }
    throw refuse(value, "it is not a run of at most %d bytes".formatted(limit(MAX_BYTES)));
  }

  private Bytes ofHexadecimal(String digits) {
    try {
      return Bytes.of(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      throw refuse(digits, "it is not pairs of hexadecimal digits", e);
    }
  }

  private long limit(long most) {
    return type.length() == 0 ? most : type.length();
  }

  private Date date(Object value) {
    if (value instanceof LocalDate date && date.getYear() >= 1 && date.getYear() <= 9999) {
      return Date.fromYearMonthDay(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
    if (value instanceof Instant instant
        && instant.atOffset(ZoneOffset.UTC).toLocalTime().equals(LocalTime.MIDNIGHT)) {
      return date(LocalDate.ofInstant(instant, ZoneOffset.UTC));
    }
    throw refuse(value, "a DATE is a day from 0001-01-01 to 9999-12-31");
  }

  private Timestamp timestamp(Object value) {
    if (value instanceof Instant instant) {
      int year = instant.atOffset(ZoneOffset.UTC).getYear();
      if (year >= 1 && year <= 9999) {
        return Timestamp.ofTimeSecondsAndNanos(instant.getEpochSecond(), instant.getNano());
      }
    }
    throw refuse(value, "a TIMESTAMP is an instant of the years 1 to 9999");
  }

  private String json(Object value) {
    if (!(value instanceof String json)) {
      throw refuse(value, "it is not JSON text");
    }
    ExactJson.problem(json)
        .ifPresent(
            problem -> {
              throw refuse(value, problem);
            });
    long bytes = utf8Bytes(json);
    if (bytes > MAX_BYTES) {
      throw refuse(value, "it has %d bytes".formatted(bytes));
    }
    return json;
  }

  private UnconvertibleValueException refuse(Object value, String reason) {
    return new UnconvertibleValueException(column, type.ddl(), value, reason);
  }

  private UnconvertibleValueException refuse(Object value, String reason, Throwable cause) {
    return new UnconvertibleValueException(column, type.ddl(), value, reason, cause);
  }
}
