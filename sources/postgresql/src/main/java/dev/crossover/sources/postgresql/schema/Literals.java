package dev.crossover.sources.postgresql.schema;

import dev.crossover.sources.postgresql.schema.Term.Kind;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's literals as expressions have them. */
final class Literals {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,6})?)(?:\\+00)?");
  private static final Pattern INTEGER = Pattern.compile("-?[0-9]{1,18}");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,29}(?:\\.[0-9]{1,9})?");

  private Literals() {}

  static Term number(String text) {
    return INTEGER.matcher(text).matches() ? Term.literal(Kind.INTEGER, text) : numeric(text);
  }

  static Term numeric(String text) {
    require(DECIMAL, text);
    return Term.literal(Kind.NUMERIC, new BigDecimal(text).toPlainString());
  }

  /** A text literal with a cast. */
  static Term typed(String text, String type) {
    return switch (type) {
      case "text", "character varying" -> Term.literal(Kind.TEXT, text);
      case "bpchar" -> Term.padded(text, text.length());
      case "smallint", "integer", "bigint" -> {
        require(INTEGER, text);
        yield Term.literal(Kind.INTEGER, text);
      }
      case "numeric" -> numeric(text);
      case "date" -> {
        require(DATE, text);
        yield Term.literal(Kind.DATE, text);
      }
      case "timestamp with time zone" -> Term.literal(Kind.TIMESTAMP, timestamp(text));
      default -> {
        // Only an enum's own type has a schema here: everything else built in is named above.
        if (!type.contains(".") || type.endsWith("[]") || type.endsWith(")")) {
          throw new UntranslatableException();
        }
        yield Term.literal(Kind.ENUM, text);
      }
    };
  }

  static String date(String text) {
    require(DATE, text);
    return text;
  }

  /** Without the zone: PostgreSQL prints it in the session's, which is UTC. */
  static String timestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      throw new UntranslatableException();
    }
    return matcher.group(1);
  }

  private static void require(Pattern pattern, String text) {
    if (!pattern.matcher(text).matches()) {
      throw new UntranslatableException();
    }
  }
}
