package dev.crossover.engine.repair;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.KeyPart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A key that a comparison has found, as the portable values that a change carries. */
final class PortableKey {
  private PortableKey() {}

  /**
   * Source column name to value.
   *
   * @return empty for a key that the target cannot hold
   */
  static Optional<Map<String, Object>> of(TargetTable table, ComparedKey key) {
    if (!key.parts().stream().allMatch(KeyPart::isOrdinary)) {
      return Optional.empty();
    }
    Map<String, Object> values = new HashMap<>();
    List<TargetColumn> columns = table.sourceKeyColumns();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i).source(), value(columns.get(i), key.parts().get(i)));
    }
    return Optional.of(values);
  }

  private static Object value(TargetColumn column, KeyPart part) {
    return switch (column.type().kind()) {
      case BOOLEAN -> part.bool();
      case INTEGER -> part.number().longValueExact();
      case DECIMAL -> part.number();
      case FLOAT32 -> (float) part.real();
      case FLOAT64 -> part.real();
      case BYTES -> Bytes.of(part.bytes());
      case DATE -> part.date();
      case TIMESTAMP -> part.timestamp();
      case TEXT -> part.text();
      case TIME, DATE_TIME, JSON, UUID, OTHER, ARRAY ->
          throw new IllegalArgumentException("a key of " + column.type().kind());
    };
  }
}
