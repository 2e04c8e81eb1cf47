package dev.crossover.engine.verify.encoding;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The form in which a value of either side is compared: a tag, the length of the content as four
 * bytes, and the content. Two values are equal exactly if their encodings are.
 *
 * <pre>
 * tag  content
 * N    NULL: none
 * B    boolean: 0 or 1
 * I    integer: decimal digits
 * D    decimal: plain digits without trailing zeros
 * F    float of 32 or 64 bits, widened: eight IEEE bytes; every NaN is the same, -0 is not 0
 * S    text: UTF-8 as it is
 * Y    bytes: raw
 * E    date: ISO
 * T    timestamp: ISO in UTC with six digits, nine if below the microsecond
 * J    JSON: see CanonicalJson
 * A    array: the elements' encodings
 * X    a source value that no value of the target column's type is equal to: its text
 * L    a long encoding made short: its first bytes, and a hash of all of it
 * </pre>
 */
public final class CanonicalEncoding {
  private static final int HEADER = 5;

  /** What an encoding made short keeps of its content. */
  private static final int KEPT = 64;

  private static final int HASH = 32;

  /** The most bytes of an encoding that {@link #brief} has made. */
  public static final int LONGEST_BRIEF = 2 * HEADER + KEPT + HASH;

  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NANOS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private CanonicalEncoding() {}

  public static byte[] nullValue() {
    return tagged('N', new byte[0]);
  }

  public static byte[] bool(boolean value) {
    return ascii('B', value ? "1" : "0");
  }

  public static byte[] integer(BigInteger value) {
    return ascii('I', value.toString());
  }

  public static byte[] integer(long value) {
    return ascii('I', Long.toString(value));
  }

  public static byte[] decimal(BigDecimal value) {
    return ascii('D', plain(value));
  }

  /** The shortest plain digits of a number. */
  static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /**
   * @param value a float of 64 bits, or one of 32 bits that was widened
   */
  public static byte[] real(double value) {
    return tagged('F', ByteBuffer.allocate(8).putLong(Double.doubleToLongBits(value)).array());
  }

  public static byte[] text(String value) {
    return tagged('S', value.getBytes(StandardCharsets.UTF_8));
  }

  public static byte[] bytes(byte[] value) {
    return tagged('Y', value);
  }

  public static byte[] date(LocalDate value) {
    return ascii('E', value.toString());
  }

  public static byte[] timestamp(Instant value) {
    boolean wholeMicros = value.truncatedTo(ChronoUnit.MICROS).equals(value);
    return ascii('T', (wholeMicros ? MICROS : NANOS).format(value));
  }

  /**
   * @param canonical what {@link CanonicalJson} made of the document
   */
  public static byte[] json(String canonical) {
    return tagged('J', canonical.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * @param elements each in its own encoding, {@link #nullValue} among them
   */
  public static byte[] array(List<byte[]> elements) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    elements.forEach(content::writeBytes);
    return tagged('A', content.toByteArray());
  }

  /** A source value that no value of the target column's type is equal to. */
  public static byte[] unrepresentable(String sourceText) {
    return tagged('X', sourceText.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] ascii(char tag, String content) {
    return tagged(tag, content.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] tagged(char tag, byte[] content) {
    return ByteBuffer.allocate(HEADER + content.length)
        .put((byte) tag)
        .putInt(content.length)
        .put(content)
        .array();
  }

  /** A short hash that tells equal values from different ones and says nothing else of them. */
  public static String fingerprint(byte[] encoding) {
    if (encoding[0] == 'N') {
      return "NULL";
    }
    byte[] hash =
        encoding[0] == 'L'
            ? Arrays.copyOfRange(encoding, encoding.length - HASH, encoding.length)
            : hash(encoding);
    return "#" + HexFormat.of().formatHex(hash, 0, 6);
  }

  private static byte[] hash(byte[] encoding) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(encoding);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /**
   * An encoding of at most {@link #LONGEST_BRIEF} bytes. Two of them are equal exactly if the
   * values are, as far as SHA-256 can tell; one is never equal to an encoding that is not brief.
   */
  public static byte[] brief(byte[] encoding) {
    if (encoding.length <= LONGEST_BRIEF) {
      return encoding;
    }
    return tagged(
        'L',
        ByteBuffer.allocate(HEADER + KEPT + HASH)
            .put(encoding, 0, HEADER + KEPT)
            .put(hash(encoding))
            .array());
  }

  /** The value for a person who asked to see it. */
  public static String readable(byte[] encoding) {
    byte[] content = Arrays.copyOfRange(encoding, HEADER, encoding.length);
    return switch (encoding[0]) {
      case 'N' -> "NULL";
      case 'F' -> Double.toString(ByteBuffer.wrap(content).getDouble());
      case 'Y' -> "\\x" + HexFormat.of().formatHex(content);
      case 'A' -> readableElements(content);
      case 'L' -> readableBeginning(content);
      default -> new String(content, StandardCharsets.UTF_8);
    };
  }

  private static String readableBeginning(byte[] content) {
    byte[] kept = Arrays.copyOfRange(content, HEADER, HEADER + KEPT);
    String beginning =
        content[0] == 'Y' || content[0] == 'A'
            ? "\\x" + HexFormat.of().formatHex(kept)
            : new String(kept, StandardCharsets.UTF_8).replace("\uFFFD", "");
    return "%s... (%,d bytes)".formatted(beginning, ByteBuffer.wrap(content).getInt(1));
  }

  private static String readableElements(byte[] content) {
    StringBuilder text = new StringBuilder("[");
    ByteBuffer rest = ByteBuffer.wrap(content);
    while (rest.hasRemaining()) {
      byte[] element = new byte[HEADER + rest.getInt(rest.position() + 1)];
      rest.get(element);
      text.append(text.length() > 1 ? ", " : "").append(readable(element));
    }
    return text.append("]").toString();
  }
}
