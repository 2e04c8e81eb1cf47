package dev.crossover.engine.schema;

/**
 * The type of a source column with domains resolved to their base type.
 *
 * @param name the catalogue's short name: {@code int4}, {@code numeric}, {@code varchar}; for an
 *     array the element's name; for an enum its own name
 * @param declared the type as a person writes it, for messages and casts: {@code numeric(10,2)[]}
 * @param length characters or bits, or -1 when not declared
 * @param precision decimal digits, or -1 when not declared
 * @param scale digits after the point, or -1 when not declared
 */
public record SourceType(
    Kind kind, String name, String declared, int length, int precision, int scale, boolean array) {

  /** What sort of type the catalogue says it is. */
  public enum Kind {
    BUILT_IN,
    ENUM,
    COMPOSITE,
    EXTENSION
  }
}
