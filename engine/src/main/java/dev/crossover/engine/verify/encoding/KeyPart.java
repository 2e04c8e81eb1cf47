package dev.crossover.engine.verify.encoding;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Objects;

/**
 * The value of one key column, in the one order in which both sides are read: NULL comes first,
 * then NaN of a float, then the values; text and bytes are ordered by their octets.
 *
 * <p>A source key may be a value that the target cannot hold, such as {@code infinity}; it then
 * stands before or after all others.
 */
public final class KeyPart implements Comparable<KeyPart> {
  /** Where a value stands before its own order counts. */
  private static final int NULL = -2;

  private static final int BELOW = -1;
  private static final int ORDINARY = 0;
  private static final int ABOVE = 1;
  private static final int FAR_ABOVE = 2;

  private final int rank;
  private final Object value;
  private final String literal;

  private KeyPart(int rank, Object value, String literal) {
    this.rank = rank;
    this.value = value;
    this.literal = literal;
  }

  public static KeyPart ofNull() {
    return new KeyPart(NULL, "", "NULL");
  }

  public static KeyPart of(boolean value) {
    return new KeyPart(ORDINARY, value, Boolean.toString(value));
  }

  public static KeyPart of(BigDecimal value) {
    BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return new KeyPart(ORDINARY, shortest, CanonicalEncoding.plain(shortest));
  }

  public static KeyPart of(double value) {
    // -0 and 0 are one key on both sides; adding 0 makes them one value.
    return Double.isNaN(value)
        ? new KeyPart(BELOW, value, "NaN")
        : new KeyPart(ORDINARY, value + 0.0, Double.toString(value));
  }

  public static KeyPart of(String text) {
    return new KeyPart(ORDINARY, octets(text.getBytes(StandardCharsets.UTF_8)), text);
  }

  public static KeyPart of(byte[] bytes) {
    return new KeyPart(ORDINARY, octets(bytes), "\\x" + HexFormat.of().formatHex(bytes));
  }

  /**
   * @param literal see {@link #literal}; for years before 1 a source's form may not be ISO
   */
  public static KeyPart of(LocalDate value, String literal) {
    return new KeyPart(ORDINARY, value, literal);
  }

  /**
   * @param literal see {@link #literal}; for years before 1 a source's form may not be ISO
   */
  public static KeyPart of(Instant value, String literal) {
    return new KeyPart(ORDINARY, value, literal);
  }

  /** A source key below every other one: {@code -infinity}. */
  public static KeyPart below(String literal) {
    return new KeyPart(BELOW, "", literal);
  }

  /** A source key above every other one: {@code infinity}. */
  public static KeyPart above(String literal) {
    return new KeyPart(ABOVE, "", literal);
  }

  /** A source key above even infinity: NaN of a decimal. */
  public static KeyPart farAbove(String literal) {
    return new KeyPart(FAR_ABOVE, "", literal);
  }

  // One char per octet: String compares and stores Latin-1 as unsigned bytes.
  private static String octets(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  public boolean isNull() {
    return rank == NULL;
  }

  /** Whether this is a value with an order of its own, or NaN of a float. */
  public boolean isOrdinary() {
    return rank == ORDINARY || value instanceof Double;
  }

  /**
   * The text that the source reads as this value. A key that the target read has the plain decimal
   * digits of a number, {@code true} or {@code false}, {@code \x} and hexadecimal digits of bytes,
   * and the ISO form of a date or time.
   */
  public String literal() {
    return literal;
  }

  public boolean isNaN() {
    return rank == BELOW && value instanceof Double;
  }

  public boolean bool() {
    return (Boolean) value;
  }

  public BigDecimal number() {
    return (BigDecimal) value;
  }

  public double real() {
    return (Double) value;
  }

  public byte[] bytes() {
    return ((String) value).getBytes(StandardCharsets.ISO_8859_1);
  }

  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  public LocalDate date() {
    return (LocalDate) value;
  }

  public Instant timestamp() {
    return (Instant) value;
  }

  @Override
  @SuppressWarnings("unchecked") // the values of one column have one type
  public int compareTo(KeyPart other) {
    if (rank != other.rank) {
      return Integer.compare(rank, other.rank);
    }
    return rank == ORDINARY ? ((Comparable<Object>) value).compareTo(other.value) : 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyPart that
        && rank == that.rank
        && (rank != ORDINARY || value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return Objects.hash(rank, rank == ORDINARY ? value : 0);
  }

  @Override
  public String toString() {
    return literal;
  }
}
