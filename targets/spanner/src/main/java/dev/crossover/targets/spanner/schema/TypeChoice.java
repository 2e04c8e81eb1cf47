package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.targets.spanner.schema.SpannerType.Code;
import java.math.BigInteger;
import java.util.Optional;

/** Chooses the type of a column by what its source column holds. */
final class TypeChoice {
  /** The most characters that {@code STRING(n)} may name; a longer column is STRING(MAX). */
  private static final int LONGEST_STRING = 2_621_440;

  /** The most bytes that {@code BYTES(n)} may name; a longer column is BYTES(MAX). */
  private static final int LONGEST_BYTES = 10_485_760;

  private static final int UUID_CHARACTERS = 36;
  // NUMERIC has 29 digits before the point and 9 behind it.
  private static final int NUMERIC_WHOLE_DIGITS = 29;
  private static final int NUMERIC_SCALE = 9;
  private static final BigInteger NUMERIC_LIMIT = BigInteger.TEN.pow(NUMERIC_WHOLE_DIGITS);

  private TypeChoice() {}

  /** The type that holds every value of a source column; text if no other does. */
  static SpannerType usual(PortableType source) {
    if (source.isArray()) {
      SpannerType element = usual(source.single());
      return new SpannerType(element.code(), element.length(), true);
    }
    return switch (source.kind()) {
      case BOOLEAN -> SpannerType.of(Code.BOOL);
      case INTEGER -> SpannerType.of(integer(source));
      case FLOAT32 -> SpannerType.of(Code.FLOAT32);
      case FLOAT64 -> SpannerType.of(Code.FLOAT64);
      case DECIMAL -> SpannerType.of(fitsNumeric(source) ? Code.NUMERIC : Code.STRING);
      case TEXT -> sized(Code.STRING, source.length(), LONGEST_STRING);
      case BYTES -> sized(Code.BYTES, source.length(), LONGEST_BYTES);
      case DATE -> SpannerType.of(Code.DATE);
      case DATE_TIME, TIMESTAMP -> SpannerType.of(Code.TIMESTAMP);
      case JSON -> SpannerType.of(Code.JSON);
      case UUID -> sized(Code.STRING, UUID_CHARACTERS, LONGEST_STRING);
      case TIME, OTHER, ARRAY -> SpannerType.of(Code.STRING);
    };
  }

  private static Code integer(PortableType source) {
    PortableType.Range range = source.range().orElseThrow();
    if (PortableType.of(Kind.INTEGER).range().orElseThrow().contains(range.minimum())
        && PortableType.of(Kind.INTEGER).range().orElseThrow().contains(range.maximum())) {
      return Code.INT64;
    }
    boolean numeric = range.minimum().abs().max(range.maximum().abs()).compareTo(NUMERIC_LIMIT) < 0;
    return numeric ? Code.NUMERIC : Code.STRING;
  }

  /** A decimal of no declared precision is tried; a value that does not fit is a dead letter. */
  private static boolean fitsNumeric(PortableType source) {
    int scale = source.scale();
    return source.precision() == 0
        || (scale >= 0
            && scale <= NUMERIC_SCALE
            && source.precision() - scale <= NUMERIC_WHOLE_DIGITS);
  }

  private static SpannerType sized(Code code, long length, long longest) {
    return new SpannerType(code, length > longest ? 0 : length, false);
  }

  /** Whether a mapping file may ask for the type: what the usual type is, wider, or text. */
  static boolean allows(PortableType source, SpannerType wanted) {
    if (wanted.code() == Code.STRING && !wanted.array()) {
      return true;
    }
    PortableType single = source.single();
    if (wanted.array() != source.isArray() || single.isArray()) {
      return false;
    }
    return switch (wanted.code()) {
      case STRING -> true;
      case INT64, NUMERIC -> single.kind() == Kind.INTEGER || single.kind() == Kind.DECIMAL;
      case FLOAT64 -> single.kind() == Kind.FLOAT32 || single.kind() == Kind.FLOAT64;
      case BOOL, FLOAT32, BYTES, DATE, TIMESTAMP, JSON -> wanted.code() == usual(single).code();
    };
  }

  /**
   * The kind as which a column's values compare alike in the source and here; empty if they may
   * not, such as floats (NaN) and texts that ignore case.
   */
  static Optional<Kind> comparable(PortableType source, SpannerType target) {
    boolean folded =
        source.equality() == Equality.IGNORES_CASE
            || source.equality() == Equality.IGNORES_LAST_BLANKS;
    return same(source, target).filter(kind -> !folded);
  }

  /**
   * The kind as which a column's values are the same in the source and here, whichever of them are
   * equal there; empty if they may not be.
   */
  static Optional<Kind> same(PortableType source, SpannerType target) {
    boolean filled = source.equality() == Equality.PADDED && source.length() == 0;
    if (source.isArray() || target.array() || filled) {
      return Optional.empty();
    }
    boolean same =
        switch (source.kind()) {
          case BOOLEAN -> target.code() == Code.BOOL;
          case INTEGER -> target.code() == Code.INT64;
          case DECIMAL -> target.code() == Code.NUMERIC;
          case TEXT -> target.code() == Code.STRING;
          case DATE -> target.code() == Code.DATE;
          case TIMESTAMP -> target.code() == Code.TIMESTAMP;
          case FLOAT32, FLOAT64, BYTES, TIME, DATE_TIME, JSON, UUID, OTHER, ARRAY -> false;
        };
    return same ? Optional.of(source.kind()) : Optional.empty();
  }
}
