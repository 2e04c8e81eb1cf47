package dev.crossover.engine.verify;

import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a source column is read, as text, and what the text means in the target column it fills.
 * Every type has one exact text form in a session with fixed zone and styles, so one way of reading
 * serves them all.
 */
final class SourceColumn {
  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "oid");

  private final TargetColumn column;

  private SourceColumn(TargetColumn column) {
    this.column = column;
  }

  /**
   * @return empty if it is not defined which target value the source value equals
   */
  static Optional<SourceColumn> of(TargetColumn column) {
    return isComparable(column.sourceType(), column.type())
        ? Optional.of(new SourceColumn(column))
        : Optional.empty();
  }

  private static boolean isComparable(SourceType source, TargetType target) {
    if (target.code() == TargetType.Code.STRING && source.array() == target.array()) {
      return true;
    }
    if (source.array() && !target.array()) {
      return target.code() == TargetType.Code.STRING;
    }
    return source.array() == target.array()
        && source.kind() == SourceType.Kind.BUILT_IN
        && sources(target.code()).contains(source.name());
  }

  private static Set<String> sources(TargetType.Code code) {
    return switch (code) {
      case BOOL -> Set.of("bool");
      case INT64 -> Set.of("int2", "int4", "int8", "oid", "numeric");
      case FLOAT32, FLOAT64 -> Set.of("float4", "float8", "int2", "int4", "int8", "numeric");
      case NUMERIC -> Set.of("int2", "int4", "int8", "oid", "numeric", "money");
      case STRING -> Set.of();
      case BYTES -> Set.of("bytea");
      case DATE -> Set.of("date");
      case TIMESTAMP -> Set.of("timestamp", "timestamptz");
      case JSON -> Set.of("json", "jsonb", "text", "varchar", "bpchar");
    };
  }

  TargetColumn column() {
    return column;
  }

  /** The SQL expression that reads the column of table {@code t} as text. */
  String select() {
    String name = name();
    SourceType source = column.sourceType();
    if (isBuiltIn("bpchar") && !source.array()) {
      // A cast to text would strip the padding.
      return "textin(bpcharout(" + name + "))";
    }
    if (isBuiltIn("xml") && !source.array()) {
      // A cast to text would keep a declaration that the log does not carry.
      return "textin(xml_out(" + name + "))";
    }
    if (isBuiltIn("money") && column.type().code() == TargetType.Code.NUMERIC) {
      return name + (source.array() ? "::numeric[]::text" : "::numeric::text");
    }
    if (isBuiltIn("bool")
        && column.type().array()
        && column.type().code() == TargetType.Code.STRING) {
      // Inside an array a boolean is t or f; as text it is true or false.
      return name + "::text[]::text";
    }
    return name + "::text";
  }

  private String name() {
    return "t." + Sql.quoted(column.source());
  }

  private boolean isBuiltIn(String typeName) {
    SourceType type = column.sourceType();
    return type.kind() == SourceType.Kind.BUILT_IN && type.name().equals(typeName);
  }

  /** The column's value in the canonical encoding; {@code text} is empty for NULL. */
  byte[] encode(Optional<String> text) {
    if (text.isEmpty()) {
      return CanonicalEncoding.nullValue();
    }
    return column.type().array() ? encodeArray(text.get()) : encodeValue(text.get());
  }

  private byte[] encodeValue(String text) {
    return SourceValue.encode(column.type().code(), column.sourceType().name(), text);
  }

  private byte[] encodeArray(String text) {
    char delimiter = isBuiltIn("box") ? ';' : ',';
    return ArrayText.elements(text, delimiter)
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
    return SourceValue.key(column.type().code(), column.sourceType().name(), text);
  }

  KeyOrder order(SourceLayout layout) {
    TargetType.Code code = column.type().code();
    if (code == TargetType.Code.STRING) {
      return textOrder(layout);
    }
    if (code == TargetType.Code.FLOAT32 || code == TargetType.Code.FLOAT64) {
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
    if (column.type().code() != TargetType.Code.STRING) {
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
    if (INTEGERS.contains(baseType()) && column.type().code() != TargetType.Code.STRING) {
      return fitsInteger(part.literal());
    }
    if (isBuiltIn("uuid")) {
      return part.literal().matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
    return part.literal().indexOf('\0') < 0;
  }

  private boolean fitsInteger(String literal) {
    return literal.matches("-?\\d{1,18}")
        && (!isBuiltIn("oid") || (Long.parseLong(literal) >>> 32) == 0);
  }
}
