package dev.crossover.engine.apply;

import com.google.cloud.ByteArray;
import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * A key as the target compares it: two keys are equal exactly if Spanner holds them for the same
 * row.
 *
 * @param table the target table's name
 * @param parts what {@link Key} takes, never null
 */
record RowKey(String table, List<Object> parts) {
  RowKey {
    parts = List.copyOf(parts);
  }

  static RowKey of(String table, List<Value> values) {
    List<Object> parts = new ArrayList<>(values.size());
    for (Value value : values) {
      parts.add(part(value));
    }
    return new RowKey(table, parts);
  }

  Key toKey() {
    return Key.of(parts.toArray());
  }

  List<Value> toValues() {
    return parts.stream().map(RowKey::value).toList();
  }

  private static Object part(Value value) {
    return switch (value.getType().getCode()) {
      case BOOL -> value.getBool();
      case INT64 -> value.getInt64();
      // Adding zero turns -0.0 into 0.0, which is the same key.
      case FLOAT32 -> (double) value.getFloat32() + 0.0;
      case FLOAT64 -> value.getFloat64() + 0.0;
      case NUMERIC -> plain(value.getNumeric());
      case STRING -> value.getString();
      case BYTES -> value.getBytes();
      case DATE -> value.getDate();
      case TIMESTAMP -> value.getTimestamp();
      default -> throw new IllegalArgumentException("no key has the type " + value.getType());
    };
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  private static Value value(Object part) {
    if (part instanceof Boolean bool) {
      return Value.bool(bool);
    }
    if (part instanceof Long number) {
      return Value.int64(number);
    }
    if (part instanceof Double number) {
      return Value.float64(number);
    }
    if (part instanceof BigDecimal number) {
      return Value.numeric(number);
    }
    if (part instanceof String text) {
      return Value.string(text);
    }
    if (part instanceof ByteArray bytes) {
      return Value.bytes(bytes);
    }
    if (part instanceof Date date) {
      return Value.date(date);
    }
    if (part instanceof Timestamp timestamp) {
      return Value.timestamp(timestamp);
    }
    throw new IllegalArgumentException("no key holds a " + part.getClass());
  }
}
