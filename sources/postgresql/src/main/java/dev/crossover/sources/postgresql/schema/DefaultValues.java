package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.schema.Expression;
import dev.crossover.engine.schema.Expression.Form;
import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
  private static final Pattern SEQUENCE = Pattern.compile("nextval\\('(?:[^']|'')+'::regclass\\)");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?");
  private static final Set<String> NUMBERS = Set.of("smallint", "integer", "bigint", "numeric");
  private static final Set<String> TEXTS = Set.of("text", "character varying");

  // As the casts of constants have them; other types are printed as the catalogue calls them.
  private static final Map<String, String> PRINTED =
      Map.ofEntries(
          Map.entry("bool", "boolean"),
          Map.entry("float4", "real"),
          Map.entry("float8", "double precision"),
          Map.entry("varchar", "character varying"),
          Map.entry("time", "time without time zone"),
          Map.entry("timetz", "time with time zone"),
          Map.entry("timestamp", "timestamp without time zone"),
          Map.entry("timestamptz", "timestamp with time zone"));

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

  /** Whether the default is the next value of a sequence and nothing else. */
  static boolean drawsFromSequence(String text) {
    return SEQUENCE.matcher(text.strip()).matches();
  }

  private Optional<Expression> parse() {
    Optional<Expression> call = call();
    if (call.isPresent()) {
      return call;
    }
    Constant constant = Constant.parse(text);
    if (constant.form() == Constant.Form.NULL) {
      return Optional.of(Expression.of(Form.NULL, Kind.OTHER));
    }
    if (type.isArray()) {
      return constant.isEmptyArray()
          ? Optional.of(Expression.of(Form.EMPTY_ARRAY, Kind.ARRAY))
          : Optional.empty();
    }
    UntranslatableException.unless(
        constant.form() != Constant.Form.EMPTY_ARRAY && castKeeps(constant));
    return literal(constant.text());
  }

  /** PostgreSQL converts the constant to the column's type, and does not print that. */
  private boolean castKeeps(Constant constant) {
    String own = PRINTED.getOrDefault(column.type().name(), column.type().name());
    String cast = constant.cast().orElse("");
    return switch (type.kind()) {
      case BOOLEAN -> cast.isEmpty() || cast.equals(own);
      case INTEGER, DECIMAL, FLOAT32, FLOAT64 ->
          cast.isEmpty() || NUMBERS.contains(cast) || cast.equals(own);
      case TEXT ->
          column.enumLabels().isEmpty()
              ? cast.isEmpty() || TEXTS.contains(cast) || cast.equals(own)
              : cast.contains(".") && column.enumLabels().contains(constant.text());
      case TIME, TIMESTAMP, DATE_TIME, OTHER -> cast.equals(own) && !isRounded(constant.text());
      case DATE, JSON, UUID, BYTES -> cast.equals(own);
      case ARRAY -> false;
    };
  }

  /** A column of fewer than six digits, or of an interval's own fields, cuts what it is given. */
  private boolean isRounded(String value) {
    String declared = column.type().declared();
    return (declared.contains("(") && value.contains("."))
        || (column.type().name().equals("interval") && !declared.equals("interval"));
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
