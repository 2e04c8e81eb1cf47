package dev.crossover.sources.postgresql.verify;

import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.types.PortableType;
import dev.crossover.engine.types.PortableType.Kind;
import dev.crossover.engine.types.SourceType;
import dev.crossover.engine.verify.encoding.CanonicalEncoding;
import dev.crossover.engine.verify.encoding.KeyPart;
import dev.crossover.sources.postgresql.sql.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a source column is read, as text, and what the text means in the target column it fills.
 * Every type has one exact text form in a session with fixed zone and styles, so one way of reading
 * serves them all.
 */
final class ComparedColumn {
  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");

  private final TargetColumn column;

  private ComparedColumn(TargetColumn column) {
    this.column = column;
  }

  /**
   * @throws IllegalArgumentException if it is not defined which target value the source value
   *     equals
   */
  static ComparedColumn of(TargetColumn column) {
    if (!isComparable(column)) {
      throw new IllegalArgumentException("not comparable: " + column);
    }
    return new ComparedColumn(column);
  }

  /** Whether it is defined which target value the source value equals. */
  static boolean isComparable(TargetColumn column) {
    SourceType source = column.sourceType();
    PortableType target = column.type();
    boolean sameShape = source.isArray() == target.isArray();
    if (target.single().kind() == Kind.TEXT) {
      return sameShape || source.isArray();
    }
    return sameShape && sources(target.single().kind()).contains(source.name());
  }

  private static Set<String> sources(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> Set.of("bool");
      case INTEGER -> Set.of("int2", "int4", "int8", "oid", "numeric");
      case FLOAT32, FLOAT64 -> Set.of("float4", "float8", "int2", "int4", "int8", "numeric");
      case DECIMAL -> Set.of("int2", "int4", "int8", "oid", "numeric", "money");
      case TEXT, TIME, DATE_TIME, UUID, OTHER, ARRAY -> Set.of();
      case BYTES -> Set.of("bytea");
      case DATE -> Set.of("date");
      case TIMESTAMP -> Set.of("timestamp", "timestamptz");
      case JSON -> Set.of("json", "jsonb", "text", "varchar", "bpchar");
    };
  }

  /** The SQL expression that reads the column of table {@code t} as text. */
  String select() {
    String name = name();
    SourceType source = column.sourceType();
    if (isBuiltIn("bpchar") && !source.isArray()) {
      // A cast to text would strip the padding.
      return "textin(bpcharout(" + name + "))";
    }
    if (isBuiltIn("inet") && !source.isArray()) {
      // A cast to text would give every host a mask that nobody wrote.
      return "textin(inet_out(" + name + "))";
    }
    if (isBuiltIn("xml") && !source.isArray()) {
      // A cast to text would keep a declaration that the log does not carry.
      return "textin(xml_out(" + name + "))";
    }
    if (isBuiltIn("money") && kind() == Kind.DECIMAL) {
      return name + (source.isArray() ? "::numeric[]::text" : "::numeric::text");
    }
    if (isBuiltIn("bool") && column.type().isArray() && kind() == Kind.TEXT) {
      // Inside an array a boolean is t or f; as text it is true or false.
      return name + "::text[]::text";
    }
    return name + "::text";
  }

  /** What the target column holds, or what its elements are. */
  private Kind kind() {
    return column.type().single().kind();
  }

  private String name() {
    return "t." + Identifiers.quoted(column.source());
  }

  private boolean isBuiltIn(String typeName) {
    SourceType type = column.sourceType();
    return type.name().equals(typeName);
  }

  /** The column's value in the canonical encoding; {@code text} is empty for NULL. */
  byte[] encode(Optional<String> text) {
    if (text.isEmpty()) {
      return CanonicalEncoding.nullValue();
    }
    return column.type().isArray() ? encodeArray(text.get()) : encodeValue(text.get());
  }

  private byte[] encodeValue(String text) {
    return SourceValue.encode(kind(), column.sourceType().name(), text);
  }

  private byte[] encodeArray(String text) {
    char delimiter = isBuiltIn("box") ? ';' : ',';
    return ArrayElements.elements(text, delimiter)
        .map(this::encodeElements)
        .orElseGet(() -> CanonicalEncoding.unrepresentable(text));
  }

  private byte[] encodeElements(List<Optional<String>> elements) {
    return CanonicalEncoding.array(
        elements.stream()
            .map(element -> element.map(this::encodeValue).orElseGet(CanonicalEncoding::nullValue))
            .toList());
  }

  KeyPart key(String text) {
    return SourceValue.key(kind(), column.sourceType().name(), text);
  }

  KeyOrder order(SourceLayout layout) {
    Kind kind = kind();
    if (kind == Kind.TEXT) {
      return textOrder(layout);
    }
    if (kind == Kind.FLOAT32 || kind == Kind.FLOAT64) {
      return KeyOrder.real(name());
    }
    return KeyOrder.plain(name(), isBuiltIn("money") ? "numeric::money" : baseType());
  }

  private KeyOrder textOrder(SourceLayout layout) {
    if (isBuiltIn("uuid")) {
      return KeyOrder.plain(name(), "uuid");
    }
    boolean plainText = isBuiltIn("text") || isBuiltIn("varchar");
    if (plainText && layout.byteOrdered().contains(column.source())) {
      return KeyOrder.plain(name(), "text");
    }
    return layout.unicode() ? KeyOrder.text(select()) : KeyOrder.convertedText(select());
  }

  private String baseType() {
    return column.sourceType().name();
  }

  /**
   * The SQL condition that the column equals {@code candidate}, a text expression, in a form that
   * an index can serve where there is one.
   */
  String equalTo(String candidate) {
    if (kind() != Kind.TEXT) {
      return typedEqual(candidate);
    }
    if (isBuiltIn("uuid") || isBuiltIn("bpchar")) {
      return name() + " = " + candidate + "::" + baseType();
    }
    return isBuiltIn("text") || isBuiltIn("varchar")
        ? name() + " = " + candidate
        : select() + " = " + candidate;
  }

  private String typedEqual(String candidate) {
    return switch (baseType()) {
      case "int2", "int4", "int8" -> name() + " = " + candidate + "::int8";
      case "float4", "float8" -> name() + " = " + candidate + "::float8";
      case "money" -> name() + "::numeric = " + candidate + "::numeric";
      default -> name() + " = " + candidate + "::" + baseType();
    };
  }

  /**
   * Whether the source column's type has such a value at all; a target may hold what it has not.
   */
  boolean canHold(KeyPart part) {
    if (part.isNull()) {
      return false;
    }
    if (INTEGERS.contains(baseType()) && kind() != Kind.TEXT) {
      return fitsInteger(part.literal());
    }
    if (isBuiltIn("uuid")) {
      return part.literal().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
    return part.literal().indexOf('\0') < 0;
  }

  private boolean fitsInteger(String literal) {
    try {
      long number = Long.parseLong(literal);
      return !isBuiltIn("oid") || (number >>> 32) == 0;
    } catch (NumberFormatException outOfRange) {
      return false;
    }
  }
}
