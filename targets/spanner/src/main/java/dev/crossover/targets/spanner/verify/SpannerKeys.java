package dev.crossover.targets.spanner.verify;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Type;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.targets.spanner.schema.SpannerType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys as Spanner's read API takes them. */
final class SpannerKeys {
  private SpannerKeys() {}

  /**
   * @return empty if a column's type has no such value
   */
  static Optional<List<Value>> values(List<TargetColumn> columns, ComparedKey key) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TargetValue.of(SpannerType.of(columns.get(i).type()), key.parts().get(i))
          .ifPresent(values::add);
    }
    return values.size() == columns.size() ? Optional.of(values) : Optional.empty();
  }

  static Key of(List<Value> values) {
    Key.Builder key = Key.newBuilder();
    values.forEach(value -> append(key, value));
    return key.build();
  }

  private static void append(Key.Builder key, Value value) {
    Type.Code code = value.getType().getCode();
    switch (code) {
      case BOOL -> key.append(value.getBool());
      case INT64 -> key.append(value.getInt64());
      case FLOAT32 -> key.append((double) value.getFloat32());
      case FLOAT64 -> key.append(value.getFloat64());
      case NUMERIC -> key.append(value.getNumeric());
      case STRING -> key.append(value.getString());
      case BYTES -> key.append(value.getBytes());
      case DATE -> key.append(value.getDate());
      case TIMESTAMP -> key.append(value.getTimestamp());
      default -> throw new IllegalArgumentException(code + " cannot be a key");
    }
  }

  static boolean hasNaN(List<Value> key) {
    return key.stream().anyMatch(SpannerKeys::isNaN);
  }

  static boolean isNaN(Value value) {
    return switch (value.getType().getCode()) {
      case FLOAT64 -> Double.isNaN(value.getFloat64());
      case FLOAT32 -> Float.isNaN(value.getFloat32());
      default -> false;
    };
  }

  /** One column of many keys as an array. */
  static Value array(List<List<Value>> keys, int column) {
    List<Value> values = keys.stream().map(key -> key.get(column)).toList();
    return switch (values.get(0).getType().getCode()) {
      case BOOL -> Value.boolArray(values.stream().map(Value::getBool).toList());
      case INT64 -> Value.int64Array(values.stream().map(Value::getInt64).toList());
      case FLOAT32 -> Value.float32Array(values.stream().map(Value::getFloat32).toList());
      case FLOAT64 -> Value.float64Array(values.stream().map(Value::getFloat64).toList());
      case NUMERIC -> Value.numericArray(values.stream().map(Value::getNumeric).toList());
      case STRING -> Value.stringArray(values.stream().map(Value::getString).toList());
      case BYTES -> Value.bytesArray(values.stream().map(Value::getBytes).toList());
      case DATE -> Value.dateArray(values.stream().map(Value::getDate).toList());
      case TIMESTAMP -> Value.timestampArray(values.stream().map(Value::getTimestamp).toList());
      default -> throw new IllegalArgumentException("not a key: " + values.get(0).getType());
    };
  }
}
