package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.sources.postgresql.sql.Identifiers;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How PostgreSQL brings one key column into the order of {@link KeyPart}.
 *
 * @param terms SQL expressions, each ascending; the first decides, then the next
 * @param bounds for each term, the SQL that makes a value of its type of a string constant {@code
 *     %s}
 * @param indexed whether an index on the column has this order
 */
record KeyOrder(List<String> terms, List<String> bounds, boolean indexed) {
  /** PostgreSQL's own order is the order of {@link KeyPart}. */
  static KeyOrder plain(String column, String type) {
    return new KeyOrder(List.of(column), List.of("%s::" + type), true);
  }

  /** PostgreSQL puts NaN last, {@link KeyPart} first. */
  static KeyOrder real(String column) {
    String value = column + "::float8";
    return new KeyOrder(
        List.of("(" + value + " <> 'NaN')", value),
        List.of("(%s::float8 <> 'NaN')", "%s::float8"),
        false);
  }

  /** Text by the octets that the database stores, whatever the column's collation is. */
  static KeyOrder text(String expression) {
    return new KeyOrder(
        List.of("(" + expression + ") COLLATE \"C\""), List.of("%s::text COLLATE \"C\""), false);
  }

  /** Text by the octets that it has in UTF-8, in a database with another encoding. */
  static KeyOrder convertedText(String expression) {
    return new KeyOrder(
        List.of("convert_to(" + expression + ", 'UTF8')"),
        List.of("convert_to(%s::text, 'UTF8')"),
        false);
  }

  /** The SQL of a value, one expression for each term. */
  String bound(String literal) {
    String constant = Identifiers.literal(literal);
    return bounds.stream()
        .map(expression -> expression.formatted(constant))
        .collect(Collectors.joining(", "));
  }
}
