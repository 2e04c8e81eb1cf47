package dev.crossover.sources.postgresql.schema;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.PortableType.Range;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the values of PostgreSQL's types are.
 *
 * <p>A modifier is the number that the catalogue keeps for what stands in brackets behind a type,
 * or -1 if nothing does.
 */
final class PostgresqlTypes {
  /** The bytes of a length word, which a modifier counts with. */
  private static final int HEADER = 4;

  private static final int MICROSECONDS = 6;
  private static final int MONEY_DIGITS = 19;
  private static final int MONEY_SCALE = 2;

  private static final Map<String, PortableType> SIMPLE =
      Map.ofEntries(
          Map.entry("int2", PortableType.integer(Range.of(Short.MIN_VALUE, Short.MAX_VALUE))),
          Map.entry("int4", PortableType.integer(Range.of(Integer.MIN_VALUE, Integer.MAX_VALUE))),
          Map.entry("int8", PortableType.of(Kind.INTEGER)),
          Map.entry("oid", PortableType.integer(Range.of(0, 4_294_967_295L))),
          Map.entry("float4", PortableType.of(Kind.FLOAT32).with(Equality.BY_VALUE)),
          Map.entry("float8", PortableType.of(Kind.FLOAT64).with(Equality.BY_VALUE)),
          Map.entry(
              "money", PortableType.decimal(MONEY_DIGITS, MONEY_SCALE).with(Equality.BY_VALUE)),
          Map.entry("bool", PortableType.of(Kind.BOOLEAN)),
          Map.entry("bytea", PortableType.bytes(0)),
          Map.entry("date", PortableType.of(Kind.DATE)),
          Map.entry("json", PortableType.of(Kind.JSON).with(Equality.BY_VALUE)),
          Map.entry("jsonb", PortableType.of(Kind.JSON).with(Equality.BY_VALUE)),
          Map.entry("uuid", PortableType.of(Kind.UUID)),
          Map.entry("text", PortableType.text(0)),
          Map.entry("name", PortableType.text(0)),
          Map.entry("char", PortableType.text(0)));

  /** Types that are moved in their text form, of which equal values have only one. */
  private static final Set<String> ONE_FORM =
      Set.of("inet", "cidr", "macaddr", "macaddr8", "bit", "pg_lsn", "xid8");

  /** Types that are moved in their text form, of which equal values may have several. */
  private static final Set<String> SEVERAL_FORMS =
      Set.of(
          "timetz",
          "interval",
          "xml",
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
          "xid",
          "cid",
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

  private PostgresqlTypes() {}

  /**
   * What the values of a type are.
   *
   * @param obstacle why they cannot be moved but as text; empty if they can
   */
  record Description(PortableType type, Optional<String> obstacle) {
    private static Description of(PortableType type) {
      return new Description(type, Optional.empty());
    }

    private static Description unmovable(String obstacle) {
      return new Description(PortableType.of(Kind.OTHER), Optional.of(obstacle));
    }

    /**
     * The description of arrays of the type.
     *
     * @param dimensions as declared; PostgreSQL does not enforce them
     */
    Description array(int dimensions) {
      PortableType array = type;
      for (int i = 0; i < dimensions; i++) {
        array = PortableType.array(array);
      }
      return new Description(
          array,
          dimensions > 1
              ? Optional.of("its arrays have %d dimensions".formatted(dimensions))
              : obstacle);
    }
  }

  /** Describes a type that is neither a domain nor an array. */
  static Description of(PostgresqlType type, int modifier) {
    if (type.kind() == 'e') {
      return Description.of(PortableType.text(0));
    }
    if (type.kind() == 'c') {
      return Description.unmovable("it is a composite type");
    }
    return type.isBuiltIn() ? builtIn(type.name(), modifier) : ofExtension(type.name());
  }

  /** Types of extensions that are common enough, and whose text form is exact. */
  private static Description ofExtension(String name) {
    return switch (name) {
      case "citext" -> Description.of(PortableType.text(0).with(Equality.IGNORES_CASE));
      case "hstore" -> Description.of(PortableType.of(Kind.OTHER).with(Equality.BY_VALUE));
      default -> Description.unmovable("it is not one of PostgreSQL's own types");
    };
  }

  /** Describes one of PostgreSQL's own types. */
  static Description builtIn(String name, int modifier) {
    if (SIMPLE.containsKey(name)) {
      return Description.of(SIMPLE.get(name));
    }
    if (ONE_FORM.contains(name)) {
      return Description.of(PortableType.of(Kind.OTHER));
    }
    if (SEVERAL_FORMS.contains(name)) {
      return Description.of(PortableType.of(Kind.OTHER).with(Equality.BY_VALUE));
    }
    return switch (name) {
      case "varchar" -> Description.of(PortableType.text(length(modifier)));
      case "bpchar" -> Description.of(PortableType.text(length(modifier)).with(Equality.PADDED));
      case "numeric" -> Description.of(numeric(modifier).with(Equality.BY_VALUE));
      case "time" -> Description.of(withFraction(Kind.TIME, modifier));
      case "timestamp" -> Description.of(withFraction(Kind.DATE_TIME, modifier));
      case "timestamptz" -> Description.of(withFraction(Kind.TIMESTAMP, modifier));
      default -> Description.unmovable("it is a type of PostgreSQL's inner workings");
    };
  }

  /** What PostgreSQL leaves out when it prints values of a type; empty if nothing. */
  static Optional<String> changed(PostgresqlType type) {
    return type.isBuiltIn() && type.name().equals("xml")
        ? Optional.of(
            "PostgreSQL prints a document without the encoding of its XML declaration, and without"
                + " the declaration if that says no more than version 1.0, so this is what"
                + " arrives: a reader that needs the declaration must add it")
        : Optional.empty();
  }

  private static int length(int modifier) {
    return modifier < 0 ? 0 : modifier - HEADER;
  }

  private static PortableType withFraction(Kind kind, int modifier) {
    return PortableType.of(kind).withScale(modifier < 0 ? MICROSECONDS : modifier);
  }

  /** The scale is an 11-bit signed number (PostgreSQL 15 allows a negative one). */
  private static PortableType numeric(int modifier) {
    if (modifier < 0) {
      return PortableType.decimal(0, 0);
    }
    int packed = modifier - HEADER;
    return PortableType.decimal((packed >> 16) & 0xFFFF, ((packed & 0x7FF) ^ 1024) - 1024);
  }
}
