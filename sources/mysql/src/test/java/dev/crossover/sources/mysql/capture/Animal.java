package dev.crossover.sources.mysql.capture;

import java.util.List;
import java.util.Optional;

/**
 * A value of the {@link TypeZoo}.
 *
 * @param type of its column in the source
 * @param value in the source's SQL
 * @param target the column's type in the target
 * @param expected the same value in GoogleSQL
 * @param wish what a mapping file asks for; empty for the usual type
 */
record Animal(String type, String value, String target, String expected, Optional<String> wish) {
  Animal asked() {
    return new Animal(type, value, target, expected, Optional.of(target));
  }

  /** GoogleSQL that says whether a column holds the value. */
  String holds(String column) {
    return switch (target) {
      case "JSON" -> "TO_JSON_STRING(%s) = TO_JSON_STRING(%s)".formatted(column, expected);
      case "FLOAT32", "FLOAT64" ->
          "CAST(%s AS STRING) = CAST(%s AS STRING)".formatted(column, expected);
      default -> column + " = " + expected;
    };
  }

  /** GoogleSQL that shows what a column holds. */
  String shown(String column) {
    return target.startsWith("BYTES")
        ? "TO_HEX(" + column + ")"
        : target.equals("JSON")
            ? "TO_JSON_STRING(" + column + ")"
            : "CAST(" + column + " AS STRING)";
  }

  static Animal animal(String type, String value, String target, String expected) {
    return new Animal(type, value, target, expected, Optional.empty());
  }

  static Animal number(String type, String value) {
    return animal(type, value, "INT64", value);
  }

  static Animal text(String type, String target, String text) {
    return animal(type, "'" + text.replace("'", "''") + "'", target, googleSql(text));
  }

  private static String googleSql(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }

  /** Values of a kind, in one table. */
  record Family(String table, List<Animal> animals) {}
}
