package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.GoogleSql;
import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TargetType.Code;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's defaults as GoogleSQL has them: literals, the clock, a random UUID. */
final class DefaultValues {
  private static final Set<String> CLOCK =
      Set.of(
          "now()",
          "CURRENT_TIMESTAMP",
          "LOCALTIMESTAMP",
          "transaction_timestamp()",
          "statement_timestamp()",
          "clock_timestamp()",
          "(now() AT TIME ZONE 'utc'::text)",
          "(now() AT TIME ZONE 'UTC'::text)",
          "timezone('utc'::text, now())",
          "timezone('UTC'::text, now())",
          "(CURRENT_TIMESTAMP AT TIME ZONE 'utc'::text)",
          "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC'::text)");
  private static final Pattern UUID =
      Pattern.compile("(?:[a-z_]+\\.)?(?:gen_random_uuid|uuid_generate_v4)\\(\\)");
  // A literal is printed bare, or as text with the column's type as a cast.
  private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'::(.+)");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
  private static final Pattern EMPTY_ARRAY =
      Pattern.compile("(?:'\\{\\}'|ARRAY\\[\\])::[^']+\\[\\]");

  private final String expression;
  private final TargetColumn column;

  private DefaultValues(String expression, TargetColumn column) {
    this.expression = expression.strip();
    this.column = column;
  }

  static Optional<String> translate(String expression, TargetColumn column) {
    try {
      return new DefaultValues(expression, column).translate();
    } catch (UntranslatableException outsideOfTheSubset) {
      return Optional.empty();
    }
  }

  private Optional<String> translate() {
    if (expression.startsWith("NULL")) {
      return Optional.of("NULL");
    }
    if (column.type().array()) {
      return EMPTY_ARRAY.matcher(expression).matches() ? Optional.of("[]") : Optional.empty();
    }
    Optional<String> call = call(column.type().code());
    return call.isPresent() ? call : literal().flatMap(this::literal);
  }

  private Optional<String> call(Code code) {
    if (code == Code.TIMESTAMP && CLOCK.contains(expression)) {
      return Optional.of("CURRENT_TIMESTAMP()");
    }
    if (code == Code.DATE && expression.equals("CURRENT_DATE")) {
      // Spanner's own zone is that of Los Angeles.
      return Optional.of("CURRENT_DATE('UTC')");
    }
    if (column.sourceType().name().equals("uuid") && UUID.matcher(expression).matches()) {
      return Optional.of("GENERATE_UUID()");
    }
    return Optional.empty();
  }

  /** The text of a literal, whatever its form. */
  private Optional<String> literal() {
    String inner = expression;
    while (inner.startsWith("(") && inner.endsWith(")")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    inner = inner.replaceFirst("^\\((-?[0-9.]+)\\)::[a-z ]+$", "$1");
    if (NUMBER.matcher(inner).matches() || inner.equals("true") || inner.equals("false")) {
      return Optional.of(inner);
    }
    Matcher text = TEXT.matcher(inner);
    return text.matches() && !text.group(2).contains("'") && !text.group(2).contains("::")
        ? Optional.of(text.group(1).replace("''", "'"))
        : Optional.empty();
  }

  private Optional<String> literal(String text) {
    TargetType type = column.type();
    String source = column.sourceType().name();
    return switch (type.code()) {
      case BOOL ->
          Optional.of(text).filter(Set.of("true", "false")::contains).map(String::toUpperCase);
      case INT64 -> Optional.of(text).filter(number -> number.matches("-?[0-9]{1,18}"));
      case NUMERIC -> numeric(text);
      case FLOAT32, FLOAT64 ->
          Optional.of(text)
              .filter(number -> NUMBER.matcher(number).matches())
              .map(number -> "CAST('%s' AS %s)".formatted(number, type.code()));
      case DATE ->
          Optional.of(text)
              .filter(date -> date.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
              .map(date -> "DATE '" + date + "'");
      case TIMESTAMP -> Optional.of(Literals.timestamp(text));
      case JSON -> Optional.of("JSON " + GoogleSql.literal(text));
      case BYTES ->
          Optional.of(text)
              .filter(bytes -> bytes.matches("\\\\x[0-9a-f]*"))
              .map(bytes -> "FROM_HEX('" + bytes.substring(2) + "')");
      case STRING -> string(text, source);
    };
  }

  /** PostgreSQL rounds a default to the column's scale when it is used; the target does not. */
  private Optional<String> numeric(String text) {
    int scale = column.sourceType().scale();
    return Optional.of(text)
        .filter(number -> NUMBER.matcher(number).matches())
        .map(BigDecimal::new)
        .filter(number -> number.scale() <= (scale < 0 ? 9 : scale))
        .map(number -> "NUMERIC '" + number.toPlainString() + "'");
  }

  private Optional<String> string(String text, String source) {
    boolean asPrinted =
        column.sourceType().kind() == SourceType.Kind.ENUM
            || Set.of(
                    "text",
                    "varchar",
                    "name",
                    "citext",
                    "uuid",
                    "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "interval",
                    "time",
                    "timetz",
                    "xml")
                .contains(source);
    if (asPrinted) {
      return Optional.of(GoogleSql.literal(text));
    }
    int length = column.sourceType().length();
    int characters = text.codePointCount(0, text.length());
    return source.equals("bpchar") && length >= characters
        ? Optional.of(GoogleSql.literal(text + " ".repeat(length - characters)))
        : Optional.empty();
  }
}
