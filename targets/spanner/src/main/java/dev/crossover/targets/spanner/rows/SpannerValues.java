package dev.crossover.targets.spanner.rows;

import com.google.cloud.spanner.Value;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.target.TargetValues;

/**
 * Values as Spanner holds them: converted ones are {@link Value}, key parts what {@link
 * com.google.cloud.spanner.Key} takes.
 */
public final class SpannerValues implements TargetValues {
  private final SourceText text;

  public SpannerValues(SourceText text) {
    this.text = text;
  }

  @Override
  public Object convert(TargetColumn column, Object value) {
    Value converted = ValueConversion.convert(column, value, text);
    return converted.isNull() ? null : converted;
  }

  @Override
  public Object keyPart(Object value) {
    return KeyParts.of((Value) value);
  }

  @Override
  public Object portable(Object keyPart) {
    return KeyParts.portable(keyPart);
  }
}
