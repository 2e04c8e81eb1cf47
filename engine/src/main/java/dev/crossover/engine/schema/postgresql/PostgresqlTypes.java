package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.SourceColumn;
import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.TargetType;
import dev.crossover.engine.schema.TargetType.Code;
import dev.crossover.engine.schema.TypeChoice;
import java.util.Map;
import java.util.Set;

/** The target type of each PostgreSQL type. */
final class PostgresqlTypes {
  /** The most characters that {@code STRING(n)} may name; a longer column is STRING(MAX). */
  private static final int LONGEST_STRING = 2_621_440;

  private static final int UUID_CHARACTERS = 36;
  // Spanner's NUMERIC has 29 digits before the point and 9 behind it.
  private static final int NUMERIC_WHOLE_DIGITS = 29;
  private static final int NUMERIC_SCALE = 9;

  private static final Map<String, Code> DIRECT =
      Map.ofEntries(
          Map.entry("int2", Code.INT64),
          Map.entry("int4", Code.INT64),
          Map.entry("int8", Code.INT64),
          Map.entry("oid", Code.INT64),
          Map.entry("float4", Code.FLOAT32),
          Map.entry("float8", Code.FLOAT64),
          Map.entry("money", Code.NUMERIC),
          Map.entry("bool", Code.BOOL),
          Map.entry("bytea", Code.BYTES),
          Map.entry("date", Code.DATE),
          Map.entry("timestamp", Code.TIMESTAMP),
          Map.entry("timestamptz", Code.TIMESTAMP),
          Map.entry("json", Code.JSON),
          Map.entry("jsonb", Code.JSON));

  private static final Set<String> AS_TEXT =
      Set.of(
          "text",
          "name",
          "char",
          "time",
          "timetz",
          "interval",
          "xml",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "bit",
          "varbit",
          "tsvector",
          "tsquery",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "int4range",
          "int8range",
          "numrange",
          "daterange",
          "tsrange",
          "tstzrange",
          "int4multirange",
          "int8multirange",
          "nummultirange",
          "datemultirange",
          "tsmultirange",
          "tstzmultirange",
          "pg_lsn",
          "xid",
          "cid",
          "xid8",
          "tid",
          "txid_snapshot",
          "pg_snapshot",
          "jsonpath",
          "regproc",
          "regprocedure",
          "regoper",
          "regoperator",
          "regclass",
          "regtype",
          "regrole",
          "regnamespace",
          "regconfig",
          "regdictionary",
          "regcollation");

  /** Types of extensions that are common enough, and whose text form is exact. */
  private static final Set<String> EXTENSIONS_AS_TEXT = Set.of("citext", "hstore");

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");

  private PostgresqlTypes() {}

  static TypeChoice typeOf(SourceColumn column) {
    SourceType type = column.type();
    if (type.array() && column.dimensions() > 1) {
      return TypeChoice.refused("a Spanner array has one dimension, not " + column.dimensions());
    }
    TypeChoice element =
        switch (type.kind()) {
          case BUILT_IN -> builtIn(type);
          case ENUM -> TypeChoice.of(TargetType.of(Code.STRING));
          case COMPOSITE -> TypeChoice.refused("Spanner stores no composite values");
          case EXTENSION ->
              EXTENSIONS_AS_TEXT.contains(type.name())
                  ? TypeChoice.of(TargetType.of(Code.STRING))
                  : TypeChoice.refused("it is not one of PostgreSQL's own types");
        };
    return type.array()
        ? new TypeChoice(element.type().map(PostgresqlTypes::arrayOf), element.reason())
        : element;
  }

  private static TargetType arrayOf(TargetType element) {
    return new TargetType(element.code(), element.length(), true);
  }

  private static TypeChoice builtIn(SourceType type) {
    Code direct = DIRECT.get(type.name());
    if (direct != null) {
      return TypeChoice.of(TargetType.of(direct));
    }
    if (AS_TEXT.contains(type.name())) {
      return TypeChoice.of(TargetType.of(Code.STRING));
    }
    return switch (type.name()) {
      case "varchar", "bpchar" -> TypeChoice.of(string(type.length()));
      case "uuid" -> TypeChoice.of(string(UUID_CHARACTERS));
      case "numeric" -> TypeChoice.of(numeric(type));
      default -> TypeChoice.refused("it is a type of PostgreSQL's inner workings");
    };
  }

  private static TargetType string(int length) {
    boolean fits = length > 0 && length <= LONGEST_STRING;
    return new TargetType(Code.STRING, fits ? length : 0, false);
  }

  private static TargetType numeric(SourceType type) {
    int scale = type.scale();
    boolean fits =
        type.precision() < 0
            || (scale >= 0
                && scale <= NUMERIC_SCALE
                && type.precision() - scale <= NUMERIC_WHOLE_DIGITS);
    return TargetType.of(fits ? Code.NUMERIC : Code.STRING);
  }

  /** Whether a mapping file may ask for the type: what the default type is, wider, or text. */
  static boolean allows(SourceColumn column, TargetType type) {
    SourceType source = column.type();
    if (type.code() == Code.STRING && !type.array()) {
      return true;
    }
    if (type.array() != source.array() || column.dimensions() > 1) {
      return false;
    }
    if (type.code() == Code.STRING) {
      return true;
    }
    if (source.kind() != SourceType.Kind.BUILT_IN) {
      return false;
    }
    return switch (type.code()) {
      case NUMERIC ->
          INTEGERS.contains(source.name())
              || source.name().equals("numeric")
              || source.name().equals("money");
      case INT64 -> INTEGERS.contains(source.name()) || source.name().equals("numeric");
      case FLOAT64 -> source.name().equals("float4") || source.name().equals("float8");
      default -> type.code() == DIRECT.get(source.name());
    };
  }
}
