package dev.crossover.engine.schema;

import java.util.Locale;

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
    JSON
  }

  public static TargetType of(Code code) {
    return new TargetType(code, 0, false);
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
