package dev.crossover.targets.spanner.rows;

import com.google.cloud.ByteArray;
import com.google.cloud.Date;
import com.google.cloud.Timestamp;
import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.target.TargetKey;
import dev.crossover.engine.types.Bytes;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The parts of a key, as Spanner's {@link Key} takes them. */
public final class KeyParts {
  private KeyParts() {}

  /** A value that is not NULL as part of a key; parts are equal if Spanner takes them for equal. */
  public static Object of(Value value) {
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

  /** The key of a row of which these are the values. */
  public static TargetKey key(String table, List<Value> values) {
    return new TargetKey(table, values.stream().map(KeyParts::of).toList());
  }

  /** The key as reads and deletes take it. */
  public static Key key(TargetKey key) {
    return Key.of(key.parts().toArray());
  }

  /** The parts of a key as queries and mutations take them. */
  public static List<Value> values(TargetKey key) {
    return key.parts().stream().map(KeyParts::value).toList();
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

  /** The portable value that a part stands for. */
  static Object portable(Object part) {
    if (part instanceof ByteArray bytes) {
      return Bytes.of(bytes.toByteArray());
    }
    if (part instanceof Date date) {
      return LocalDate.of(date.getYear(), date.getMonth(), date.getDayOfMonth());
    }
    if (part instanceof Timestamp timestamp) {
      return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
    }
    return part;
  }
}
