package dev.crossover.targets.spanner.schema;

import dev.crossover.engine.types.PortableType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A GoogleSQL column type.
 *
 * @param length characters (STRING) or bytes (BYTES); 0 stands for MAX; ignored for other codes
 */
public record SpannerType(Code code, long length, boolean array) {

  /** Element types that Spanner stores. */
  public enum Code {
    BOOL,
    INT64,
    FLOAT32,
    FLOAT64,
    NUMERIC,
    STRING,
    BYTES,
    DATE,
    TIMESTAMP,
    JSON;

    /** Whether the type is written with a length. */
    boolean sized() {
      return this == STRING || this == BYTES;
    }
  }

  private static final Pattern ELEMENT =
      Pattern.compile("([A-Z0-9]+)(?:\\((MAX|[1-9][0-9]{0,8})\\))?");

  public static SpannerType of(Code code) {
    return new SpannerType(code, 0, false);
  }

  /**
   * @param text a type as GoogleSQL DDL has it, such as {@code STRING(36)}
   * @throws IllegalArgumentException if it is not one that Spanner stores
   */
  public static SpannerType parse(String text) {
    String type = text.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    boolean array = type.startsWith("ARRAY<") && type.endsWith(">");
    Matcher matcher = ELEMENT.matcher(array ? type.substring(6, type.length() - 1) : type);
    Optional<Code> code =
        matcher.matches()
            ? Stream.of(Code.values())
                .filter(one -> one.name().equals(matcher.group(1)))
                .findFirst()
            : Optional.empty();
    if (code.isEmpty() || (matcher.group(2) != null) != code.get().sized()) {
      throw new IllegalArgumentException(
          "a type must be one of BOOL, INT64, FLOAT32, FLOAT64, NUMERIC, STRING(MAX or length),"
              + " BYTES(MAX or length), DATE, TIMESTAMP, JSON, or ARRAY<one of them>, got "
              + text);
    }
    boolean unlimited = matcher.group(2) == null || matcher.group(2).equals("MAX");
    return new SpannerType(code.get(), unlimited ? 0 : Long.parseLong(matcher.group(2)), array);
  }

  /**
   * The type of a column that holds values of a portable type.
   *
   * @throws IllegalArgumentException if Spanner stores no such values; see {@link #portable}
   */
  public static SpannerType of(PortableType type) {
    PortableType single = type.single();
    Code code =
        switch (single.kind()) {
          case BOOLEAN -> Code.BOOL;
          case INTEGER -> Code.INT64;
          case FLOAT32 -> Code.FLOAT32;
          case FLOAT64 -> Code.FLOAT64;
          case DECIMAL -> Code.NUMERIC;
          case TEXT -> Code.STRING;
          case BYTES -> Code.BYTES;
          case DATE -> Code.DATE;
          case TIMESTAMP -> Code.TIMESTAMP;
          case JSON -> Code.JSON;
          case TIME, DATE_TIME, UUID, OTHER, ARRAY ->
              throw new IllegalArgumentException("no Spanner column holds " + single.kind());
        };
    return new SpannerType(code, code.sized() ? single.length() : 0, type.isArray());
  }

  /** What a column of this type holds; {@link #of} gives the type again. */
  public PortableType portable() {
    PortableType single =
        switch (code) {
          case BOOL -> PortableType.of(PortableType.Kind.BOOLEAN);
          case INT64 -> PortableType.of(PortableType.Kind.INTEGER);
          case FLOAT32 -> PortableType.of(PortableType.Kind.FLOAT32);
          case FLOAT64 -> PortableType.of(PortableType.Kind.FLOAT64);
          case NUMERIC -> PortableType.decimal(38, 9);
          case STRING -> PortableType.text(length);
          case BYTES -> PortableType.bytes(length);
          case DATE -> PortableType.of(PortableType.Kind.DATE);
          case TIMESTAMP -> PortableType.of(PortableType.Kind.TIMESTAMP);
          case JSON -> PortableType.of(PortableType.Kind.JSON);
        };
    return array ? PortableType.array(single) : single;
  }

  /** The type as GoogleSQL DDL has it, such as {@code ARRAY<STRING(MAX)>}. */
  public String ddl() {
    String element =
        switch (code) {
          case STRING, BYTES -> code + "(" + (length == 0 ? "MAX" : Long.toString(length)) + ")";
          case BOOL, INT64, FLOAT32, FLOAT64, NUMERIC, DATE, TIMESTAMP, JSON -> code.name();
        };
    return array ? "ARRAY<" + element + ">" : element;
  }

  @Override
  public String toString() {
    return ddl().toUpperCase(Locale.ROOT);
  }
}
