package dev.crossover.engine.verify;

import com.google.cloud.spanner.Key;
import com.google.cloud.spanner.Type;
import com.google.cloud.spanner.Value;
import dev.crossover.engine.schema.TargetColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys as Spanner's read API takes them. */
final class SpannerKeys {
  private SpannerKeys() {}

  /**
   * @return empty if a column's type has no such value
   */
  static Optional<List<Value>> values(List<TargetColumn> columns, RowKey key) {
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      TargetValue.of(columns.get(i).type(), key.parts().get(i)).ifPresent(values::add);
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
}
