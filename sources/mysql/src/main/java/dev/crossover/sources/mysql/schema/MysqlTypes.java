package dev.crossover.sources.mysql.schema;

import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Equality;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.PortableType.Range;
import dev.crossover.engine.types.SourceType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of MySQL's types are. */
final class MysqlTypes {
  private static final Map<String, Integer> INTEGER_BITS =
      Map.of("tinyint", 8, "smallint", 16, "mediumint", 24, "int", 32, "bigint", 64);
  private static final Set<String> TEXTS =
      Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set");
  private static final Set<String> WITHOUT_LAST_BLANKS = Set.of("char", "enum", "set");
  private static final Set<String> BYTES =
      Set.of("binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob");
  private static final Set<String> SPATIAL =
      Set.of(
          "geometry",
          "point",
          "linestring",
          "polygon",
          "multipoint",
          "multilinestring",
          "multipolygon",
          "geometrycollection",
          "geomcollection");

  private static final Set<String> OTHERS =
      Set.of(
          "decimal",
          "float",
          "double",
          "bit",
          "date",
          "datetime",
          "timestamp",
          "time",
          "year",
          "json",
          "uuid",
          "inet4",
          "inet6");

  /** The years that a YEAR has, and 0000. */
  private static final Range YEARS = Range.of(0, 2155);

  private static final Pattern LABEL = Pattern.compile("'((?:[^']|'')*)'");
  private static final Pattern BITS = Pattern.compile("bit\\((\\d+)\\)");

  /** Longer ones have no limit that a person set. */
  private static final long LONGEST_DECLARED = 65_535;

  private MysqlTypes() {}

  /**
   * What {@code information_schema.columns} says of a column.
   *
   * @param name such as {@code int}
   * @param declared such as {@code int(10) unsigned}
   * @param length characters of a text, bytes of a binary; 0 for others
   * @param precision of a decimal; 0 for others
   * @param scale of a decimal, or of a second
   * @param collation of a text; empty for others
   * @param json whether a check of the table says that the text is JSON
   */
  record Declaration(
      String name,
      String declared,
      long length,
      int precision,
      int scale,
      String collation,
      boolean json) {
    /** Whether the word is one of a number's, and no label. */
    private boolean is(String word) {
      return !TEXTS.contains(name) && declared.toLowerCase(Locale.ROOT).contains(word);
    }
  }

  static SourceType of(Declaration column) {
    boolean unsigned = column.is(" unsigned");
    return new SourceType(
        column.name() + (unsigned ? " unsigned" : ""),
        column.declared(),
        type(column, unsigned),
        changed(column));
  }

  private static Optional<String> changed(Declaration column) {
    if (column.is(" zerofill")) {
      return Optional.of("it is printed without the zeros before it");
    }
    return switch (column.name()) {
      case "set" ->
          Optional.of(
              "it is a text, its labels joined by commas in the order of their declaration; nobody"
                  + " checks them, and FIND_IN_SET and the number behind them are gone");
      case "year" -> Optional.of("it is a number; the year 0000 is 0");
      case "time" ->
          Optional.of("it is the text of a span from -838:59:59 to 838:59:59, sorted as text");
      default -> Optional.empty();
    };
  }

  private static PortableType type(Declaration column, boolean unsigned) {
    String name = column.name();
    if (column.json() || name.equals("json")) {
      return PortableType.of(Kind.JSON).with(Equality.BY_VALUE);
    }
    if (INTEGER_BITS.containsKey(name)) {
      return PortableType.integer(range(INTEGER_BITS.get(name), unsigned));
    }
    if (TEXTS.contains(name)) {
      return PortableType.text(limit(column.length())).with(equality(column));
    }
    if (BYTES.contains(name)) {
      return PortableType.bytes(limit(column.length()));
    }
    if (SPATIAL.contains(name) || name.equals("vector")) {
      // The server's own form: four bytes of the reference system, then the well-known binary.
      return PortableType.bytes(0);
    }
    return switch (name) {
      case "decimal" -> PortableType.decimal(column.precision(), column.scale());
      case "float" -> PortableType.of(Kind.FLOAT32).with(Equality.BY_VALUE);
      case "double" -> PortableType.of(Kind.FLOAT64).with(Equality.BY_VALUE);
      case "bit" -> bits(column.declared());
      case "date" -> PortableType.of(Kind.DATE);
      case "datetime" -> PortableType.of(Kind.DATE_TIME).withScale(column.scale());
      case "timestamp" -> PortableType.of(Kind.TIMESTAMP).withScale(column.scale());
      case "year" -> PortableType.integer(YEARS);
      case "uuid" -> PortableType.of(Kind.UUID);
      // A TIME goes from -838 to 838 hours: it is a span as well as a time of day.
      default -> PortableType.of(Kind.OTHER).withScale(column.scale());
    };
  }

  private static Range range(int bits, boolean unsigned) {
    BigInteger all = BigInteger.ONE.shiftLeft(bits);
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    return unsigned
        ? new Range(BigInteger.ZERO, all.subtract(BigInteger.ONE))
        : new Range(half.negate(), half.subtract(BigInteger.ONE));
  }

  private static PortableType bits(String declared) {
    Matcher width = BITS.matcher(declared.toLowerCase(Locale.ROOT));
    int bits = width.find() ? Integer.parseInt(width.group(1)) : 1;
    return bits == 1 ? PortableType.of(Kind.BOOLEAN) : PortableType.integer(range(bits, true));
  }

  private static long limit(long length) {
    return length > LONGEST_DECLARED ? 0 : length;
  }

  /**
   * Every collation but the binary ones takes some texts for equal that differ, and most of those
   * look over blanks at the end, which only some types keep.
   */
  private static Equality equality(Declaration column) {
    String collation = column.collation();
    if (!collation.endsWith("_bin") && !collation.equals("binary")) {
      return Equality.IGNORES_CASE;
    }
    boolean counted = collation.contains("nopad") || collation.endsWith("_0900_bin");
    return counted || WITHOUT_LAST_BLANKS.contains(column.name())
        ? Equality.EXACT
        : Equality.IGNORES_LAST_BLANKS;
  }

  /**
   * The labels of an ENUM, with the empty one that stands for what was none of them, which a server
   * lets in that is not strict; empty for other types.
   */
  static List<String> labels(Declaration column) {
    List<String> labels = new ArrayList<>();
    if (column.name().equals("enum")) {
      labels.add("");
      Matcher label = LABEL.matcher(column.declared());
      while (label.find()) {
        labels.add(label.group(1).replace("''", "'").replace("\\\\", "\\"));
      }
    }
    return labels.stream().distinct().toList();
  }

  /** Why values of the type cannot be moved but as text; empty if they can. */
  static Optional<String> obstacle(Declaration column) {
    String name = column.name();
    if (SPATIAL.contains(name)) {
      return Optional.of("a spatial value has no counterpart in the target");
    }
    if (name.equals("vector")) {
      return Optional.of("a vector has no counterpart in the target");
    }
    boolean known =
        INTEGER_BITS.containsKey(name)
            || TEXTS.contains(name)
            || BYTES.contains(name)
            || OTHERS.contains(name);
    return known ? Optional.empty() : Optional.of("nobody has tried how it is moved");
  }
}
