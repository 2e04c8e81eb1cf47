package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The defaults of PostgreSQL that others have too: literals, the clock, a random UUID. */
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

  // Types whose literals are printed as their values are.
  private static final Set<String> AS_PRINTED =
      Set.of("inet", "cidr", "macaddr", "macaddr8", "interval", "timetz", "xml");
  private static final Set<String> NOT_AS_PRINTED = Set.of("char", "bpchar");

  private final String text;
  private final SourceColumn column;
  private final PortableType type;

  private DefaultValues(String text, SourceColumn column) {
    this.text = text.strip();
    this.column = column;
    this.type = column.type().type();
  }

  /** What a default means; empty if that is not certain. */
  static Optional<Expression> parse(String text, SourceColumn column) {
    try {
      return new DefaultValues(text, column).parse();
    } catch (UntranslatableException outsideOfTheSubset) {
      return Optional.empty();
    }
  }

  private Optional<Expression> parse() {
    if (text.startsWith("NULL")) {
      return Optional.of(Expression.of(Form.NULL, Kind.OTHER));
    }
    if (type.isArray()) {
      return EMPTY_ARRAY.matcher(text).matches()
          ? Optional.of(Expression.of(Form.EMPTY_ARRAY, Kind.ARRAY))
          : Optional.empty();
    }
    Optional<Expression> call = call();
    return call.isPresent() ? call : literal().flatMap(this::literal);
  }

  private Optional<Expression> call() {
    boolean time = type.kind() == Kind.TIMESTAMP || type.kind() == Kind.DATE_TIME;
    if (time && CLOCK.contains(text)) {
      return Optional.of(Expression.of(Form.CURRENT_TIMESTAMP, type.kind()));
    }
    if (type.kind() == Kind.DATE && text.equals("CURRENT_DATE")) {
      return Optional.of(Expression.of(Form.CURRENT_DATE, Kind.DATE));
    }
    if (type.kind() == Kind.UUID && UUID.matcher(text).matches()) {
      return Optional.of(Expression.of(Form.RANDOM_UUID, Kind.UUID));
    }
    return Optional.empty();
  }

  /** The text of a literal, whatever its form. */
  private Optional<String> literal() {
    String inner = text;
    while (inner.startsWith("(") && inner.endsWith(")")) {
      inner = inner.substring(1, inner.length() - 1);
    }
    inner = inner.replaceFirst("^\\((-?[0-9.]+)\\)::[a-z ]+$", "$1");
    if (NUMBER.matcher(inner).matches() || inner.equals("true") || inner.equals("false")) {
      return Optional.of(inner);
    }
    Matcher quoted = TEXT.matcher(inner);
    return quoted.matches() && !quoted.group(2).contains("'") && !quoted.group(2).contains("::")
        ? Optional.of(quoted.group(1).replace("''", "'"))
        : Optional.empty();
  }

  private Optional<Expression> literal(String value) {
    Optional<String> plain =
        switch (type.kind()) {
          case BOOLEAN -> Optional.of(value).filter(Set.of("true", "false")::contains);
          case INTEGER -> Optional.of(value).filter(number -> number.matches("-?[0-9]+"));
          case DECIMAL -> decimal(value);
          case FLOAT32, FLOAT64 ->
              Optional.of(value).filter(number -> NUMBER.matcher(number).matches());
          case DATE -> Optional.of(Literals.date(value));
          case TIMESTAMP, DATE_TIME -> Optional.of(Literals.timestamp(value));
          case JSON, UUID, TIME -> Optional.of(value);
          case BYTES ->
              Optional.of(value)
                  .filter(bytes -> bytes.matches("\\\\x[0-9a-f]*"))
                  .map(bytes -> bytes.substring(2));
          case TEXT -> text(value);
          case OTHER -> Optional.of(value).filter(one -> AS_PRINTED.contains(column.type().name()));
          case ARRAY -> Optional.empty();
        };
    return plain.map(one -> Expression.literal(type.kind(), one));
  }

  /** PostgreSQL rounds a default to the column's scale when it is used; others may not. */
  private Optional<String> decimal(String value) {
    return Optional.of(value)
        .filter(number -> NUMBER.matcher(number).matches())
        .map(BigDecimal::new)
        .filter(number -> type.precision() == 0 || number.scale() <= type.scale())
        .map(BigDecimal::toPlainString);
  }

  private Optional<String> text(String value) {
    String name = column.type().name();
    if (!NOT_AS_PRINTED.contains(name)) {
      return Optional.of(value);
    }
    int characters = value.codePointCount(0, value.length());
    return name.equals("bpchar") && type.length() >= characters
        ? Optional.of(value + " ".repeat((int) type.length() - characters))
        : Optional.empty();
  }
}
