package dev.crossover.engine.schema;

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
public record TargetType(Code code, long length, boolean array) {

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

  public static TargetType of(Code code) {
    return new TargetType(code, 0, false);
  }

  /**
   * @param text a type as GoogleSQL DDL has it, such as {@code STRING(36)}
   * @throws IllegalArgumentException if it is not one that Spanner stores
   */
  public static TargetType parse(String text) {
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
    return new TargetType(code.get(), unlimited ? 0 : Long.parseLong(matcher.group(2)), array);
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
