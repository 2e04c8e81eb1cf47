package dev.crossover.sources.mysql.verify;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.PortableType.Range;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.CanonicalJson;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.sources.mysql.sql.Backticks;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a source column is read for a comparison, as text, and what it means on the target. */
record MysqlComparedColumn(TargetColumn column) {
  private static final DateTimeFormatter SQL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  static boolean isComparable(TargetColumn column) {
    Kind source = column.sourceType().type().kind();
    return sources(column.type().kind()).contains(source);
  }

  private static Set<Kind> sources(Kind target) {
    return switch (target) {
      case BOOLEAN -> EnumSet.of(Kind.BOOLEAN, Kind.INTEGER);
      case INTEGER, DECIMAL -> EnumSet.of(Kind.INTEGER, Kind.DECIMAL);
      case FLOAT32, FLOAT64 -> EnumSet.of(Kind.FLOAT32, Kind.FLOAT64);
      case TEXT -> EnumSet.complementOf(EnumSet.of(Kind.FLOAT32, Kind.FLOAT64, Kind.ARRAY));
      case BYTES -> EnumSet.of(Kind.BYTES);
      case DATE -> EnumSet.of(Kind.DATE);
      case TIMESTAMP -> EnumSet.of(Kind.TIMESTAMP, Kind.DATE_TIME);
      case JSON -> EnumSet.of(Kind.JSON, Kind.TEXT);
      case TIME, DATE_TIME, UUID, OTHER, ARRAY -> EnumSet.noneOf(Kind.class);
    };
  }

  private String name() {
    return "t." + Backticks.quoted(column.source());
  }

  private Kind source() {
    return column.sourceType().type().kind();
  }

  private Kind target() {
    return column.type().kind();
  }

  /** The SQL expression that reads the column of table {@code t} as text. */
  String select() {
    return switch (source()) {
      case BYTES -> "HEX(" + name() + ")";
      // A FLOAT alone is printed with six digits; in a sum it is widened first.
      case FLOAT32 -> "CONCAT(" + name() + " + 0E0, '')";
      case BOOLEAN, INTEGER, DECIMAL ->
          printsMoreThanTheNumber()
              ? "CONCAT(" + name() + " + 0, '')"
              : "CONCAT(" + name() + ", '')";
      case FLOAT64, DATE, TIME, DATE_TIME, TIMESTAMP, OTHER -> "CONCAT(" + name() + ", '')";
      case TEXT, JSON, UUID, ARRAY -> "CONVERT(" + name() + " USING utf8mb4)";
    };
  }

  /** A BIT is printed as bytes, a YEAR and a ZEROFILL with zeros before the number. */
  private boolean printsMoreThanTheNumber() {
    String type = column.sourceType().name();
    return type.equals("bit")
        || type.equals("year")
        || column.sourceType().declared().toLowerCase(Locale.ROOT).contains(" zerofill");
  }

  /** The SQL expression by which the server orders the column as {@link KeyPart} does. */
  String order() {
    return source() == Kind.TEXT || (target() == Kind.TEXT && source() != Kind.BYTES)
        ? "CAST(" + select() + " AS BINARY)"
        : name();
  }

  boolean indexed() {
    return order().equals(name());
  }

  /** A key's part as an operand of {@link #order}. */
  String bound(KeyPart part) {
    return order().equals(name()) ? value(part) : "x'" + hex(part.literal()) + "'";
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A key's part as a value of the column. */
  String value(KeyPart part) {
    return switch (target()) {
      case BOOLEAN -> part.bool() ? "1" : "0";
      case INTEGER, DECIMAL -> part.number().toPlainString();
      case FLOAT32, FLOAT64 -> Double.toString(part.real());
      case BYTES -> "x'" + HexFormat.of().formatHex(part.bytes()) + "'";
      case DATE -> Backticks.literal(part.isOrdinary() ? part.date().toString() : part.literal());
      case TIMESTAMP ->
          Backticks.literal(
              part.isOrdinary()
                  ? SQL.format(LocalDateTime.ofInstant(part.timestamp(), ZoneOffset.UTC))
                  : part.literal());
      case TEXT, TIME, DATE_TIME, JSON, UUID, OTHER, ARRAY -> Backticks.literal(part.literal());
    };
  }

  /**
   * Whether the source column's type has such a value at all; a target may hold what it has not.
   */
  boolean canHold(KeyPart part) {
    if (part.isNull()) {
      return false;
    }
    Optional<Range> range = column.sourceType().type().range();
    if (range.isPresent() && target() == Kind.INTEGER) {
      return part.number().stripTrailingZeros().scale() <= 0
          && range.get().contains(part.number().toBigIntegerExact());
    }
    return true;
  }

  /** The column's value in the canonical encoding; {@code text} is empty for NULL. */
  byte[] encode(Optional<String> text) {
    return text.map(this::encodeValue).orElseGet(CanonicalEncoding::nullValue);
  }

  private byte[] encodeValue(String text) {
    try {
      return switch (target()) {
        case BOOLEAN -> CanonicalEncoding.bool(!text.equals("0"));
        case INTEGER -> CanonicalEncoding.integer(new BigDecimal(text).toBigIntegerExact());
        case DECIMAL -> CanonicalEncoding.decimal(new BigDecimal(text));
        case FLOAT32, FLOAT64 -> CanonicalEncoding.real(Double.parseDouble(text));
        case TEXT ->
            CanonicalEncoding.text(source() == Kind.BYTES ? text.toLowerCase(Locale.ROOT) : text);
        case BYTES -> CanonicalEncoding.bytes(HexFormat.of().parseHex(text));
        case DATE -> CanonicalEncoding.date(LocalDate.parse(text));
        case TIMESTAMP -> CanonicalEncoding.timestamp(instant(text));
        case JSON -> CanonicalEncoding.json(CanonicalJson.of(text));
        case TIME, DATE_TIME, UUID, OTHER, ARRAY ->
            throw new IllegalArgumentException("a comparison with " + target());
      };
    } catch (ArithmeticException | DateTimeException | IOException notInThisType) {
      // A fraction; the zero date, or a day that is none; a JSON key that stands twice.
      return CanonicalEncoding.unrepresentable(text);
    }
  }

  private static Instant instant(String text) {
    String[] parts = text.split(" ", 2);
    return LocalDateTime.of(LocalDate.parse(parts[0]), LocalTime.parse(parts[1]))
        .toInstant(ZoneOffset.UTC);
  }

  KeyPart key(String text) {
    try {
      return switch (target()) {
        case BOOLEAN -> KeyPart.of(!text.equals("0"));
        case INTEGER, DECIMAL -> KeyPart.of(new BigDecimal(text));
        case FLOAT32, FLOAT64 -> KeyPart.of(Double.parseDouble(text));
        case TEXT -> KeyPart.of(text);
        case BYTES -> KeyPart.of(HexFormat.of().parseHex(text));
        case DATE -> KeyPart.of(LocalDate.parse(text), text);
        case TIMESTAMP -> KeyPart.of(instant(text), text);
        case JSON, TIME, DATE_TIME, UUID, OTHER, ARRAY ->
            throw new IllegalArgumentException("a key of " + target());
      };
    } catch (DateTimeException zeroDate) {
      return KeyPart.below(text);
    }
  }
}
