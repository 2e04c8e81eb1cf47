package dev.crossover.engine.target;

import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.Bytes;
import dev.crossover.engine.types.PortableType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;

/** Holds values nearly as they come. */
final class InMemoryValues implements TargetValues {
  private final SourceText text;

  InMemoryValues(SourceText text) {
    this.text = text;
  }

  @Override
  public Object convert(TargetColumn column, Object value) {
    if (value == null) {
      if (!column.nullable()) {
        throw refuse(column, null, "the target column is NOT NULL");
      }
      return null;
    }
    Object converted = as(column, column.type(), value);
    if (converted instanceof String kept
        && column.type().length() > 0
        && kept.length() > column.type().length()) {
      throw refuse(column, value, "it has %d characters".formatted(kept.length()));
    }
    return converted;
  }

  private Object as(TargetColumn column, PortableType type, Object value) {
    return switch (type.kind()) {
      case TEXT -> text.of(value, column.sourceType());
      case BOOLEAN -> value instanceof Long number ? (Object) (number == 1) : value;
      case INTEGER -> {
        if (value instanceof Long) {
          yield value;
        }
        throw refuse(column, value, "it is not a whole number");
      }
      case DECIMAL -> plain(new BigDecimal(value.toString()));
      case BYTES -> value instanceof String digits ? bytes(column, digits) : value;
      case DATE ->
          value instanceof Instant instant ? LocalDate.ofInstant(instant, ZoneOffset.UTC) : value;
      default -> value;
    };
  }

  private static Bytes bytes(TargetColumn column, String digits) {
    try {
      return Bytes.of(HexFormat.of().parseHex(digits));
    } catch (IllegalArgumentException e) {
      throw refuse(column, digits, "it is not pairs of hexadecimal digits");
    }
  }

  private static UnconvertibleValueException refuse(
      TargetColumn column, Object value, String reason) {
    return new UnconvertibleValueException(column, column.type().kind().name(), value, reason);
  }

  @Override
  public Object keyPart(Object value) {
    if (value instanceof BigDecimal number) {
      return plain(number);
    }
    return value instanceof Double number ? (Object) (number + 0.0) : value;
  }

  private static BigDecimal plain(BigDecimal number) {
    return new BigDecimal(number.stripTrailingZeros().toPlainString());
  }

  @Override
  public Object portable(Object keyPart) {
    return keyPart;
  }
}
