package dev.crossover.engine.types;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.math.BigInteger;
import java.util.Optional;

/**
 * What the values of a column are. A source describes its columns by portable types, a target
 * chooses for each one a type of its own, and says what that type holds by a portable type again.
 * Whether a column may be NULL is not part of it.
 *
 * @param length the most characters (TEXT) or bytes (BYTES); 0 for no limit, and for other kinds
 * @param precision decimal digits in all (DECIMAL); 0 if not declared, and for other kinds
 * @param scale decimal digits after the point (DECIMAL), or of a second (TIME, DATE_TIME,
 *     TIMESTAMP); 0 for other kinds
 * @param range of an INTEGER; empty for other kinds
 * @param equality when two values of the column are equal in their database
 * @param element of an ARRAY; empty for other kinds
 */
public record PortableType(
    Kind kind,
    long length,
    int precision,
    int scale,
    Optional<Range> range,
    Equality equality,
    Optional<PortableType> element) {
  private static final Range INT64 =
      new Range(BigInteger.valueOf(Long.MIN_VALUE), BigInteger.valueOf(Long.MAX_VALUE));

  /** What a value is. */
  public enum Kind {
    BOOLEAN,
    INTEGER,
    /** A binary number of 32 bits, with NaN and infinities. */
    FLOAT32,
    /** A binary number of 64 bits, with NaN and infinities. */
    FLOAT64,
    DECIMAL,
    TEXT,
    BYTES,
    DATE,
    /** A time of day without a date and a zone. */
    TIME,
    /** A date and a time of day without a zone. */
    DATE_TIME,
    /** A point in time. */
    TIMESTAMP,
    JSON,
    UUID,
    /** Values that only their own database understands; they are moved in their text form. */
    OTHER,
    ARRAY
  }

  /**
   * The smallest and the largest integer of a type, both included.
   *
   * @param minimum at most {@code maximum}
   */
  public record Range(BigInteger minimum, BigInteger maximum) {
    public static Range of(long minimum, long maximum) {
      return new Range(BigInteger.valueOf(minimum), BigInteger.valueOf(maximum));
    }

    public boolean contains(BigInteger value) {
      return value.compareTo(minimum) >= 0 && value.compareTo(maximum) <= 0;
    }
  }

  /** When two values are equal in their database. */
  public enum Equality {
    /** Equal values have one form: the same text, the same bytes, the same number. */
    EXACT,
    /** Texts that differ only in case, accents or the like are equal. */
    IGNORES_CASE,
    /** Texts that differ only in blanks at their ends are equal, and keep these blanks. */
    IGNORES_LAST_BLANKS,
    /**
     * Texts are filled up with blanks to the type's length, if it has one, and are equal if they
     * differ only in blanks at their ends.
     */
    PADDED,
    /** Equal values may have several text forms: {@code 1 day} and {@code 24:00:00}. */
    BY_VALUE
  }

  /** A kind that needs no more words; an INTEGER of it has 64 bits. */
  public static PortableType of(Kind kind) {
    return new PortableType(
        kind,
        0,
        0,
        0,
        kind == Kind.INTEGER ? Optional.of(INT64) : Optional.empty(),
        Equality.EXACT,
        Optional.empty());
  }

  public static PortableType integer(Range range) {
    return new PortableType(
        Kind.INTEGER, 0, 0, 0, Optional.of(range), Equality.EXACT, Optional.empty());
  }

  /**
   * @param precision digits in all
   * @param scale digits after the point; negative if the last digits before it are always 0
   */
  public static PortableType decimal(int precision, int scale) {
    return new PortableType(
        Kind.DECIMAL, 0, precision, scale, Optional.empty(), Equality.EXACT, Optional.empty());
  }

  /**
   * @param length the most characters; 0 for no limit
   */
  public static PortableType text(long length) {
    return new PortableType(
        Kind.TEXT, length, 0, 0, Optional.empty(), Equality.EXACT, Optional.empty());
  }

  /**
   * @param length the most bytes; 0 for no limit
   */
  public static PortableType bytes(long length) {
    return new PortableType(
        Kind.BYTES, length, 0, 0, Optional.empty(), Equality.EXACT, Optional.empty());
  }

  public static PortableType array(PortableType element) {
    return new PortableType(
        Kind.ARRAY, 0, 0, 0, Optional.empty(), element.equality(), Optional.of(element));
  }

  /** The same type with another equality. */
  public PortableType with(Equality other) {
    return new PortableType(kind, length, precision, scale, range, other, element);
  }

  /** The same type with another number of digits after the point, or of a second. */
  public PortableType withScale(int other) {
    return new PortableType(kind, length, precision, other, range, equality, element);
  }

  @JsonIgnore
  public boolean isArray() {
    return kind == Kind.ARRAY;
  }

  /** The type of a single value: of the elements if this is an array. */
  public PortableType single() {
    return element.orElse(this);
  }
}
