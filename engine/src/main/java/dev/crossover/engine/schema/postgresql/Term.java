package dev.crossover.engine.schema.postgresql;

import dev.crossover.engine.schema.GoogleSql;
import dev.crossover.engine.schema.SourceType;
import dev.crossover.engine.schema.TargetColumn;
import dev.crossover.engine.schema.TargetType;
import java.util.Optional;
import java.util.Set;

/**
 * A translated part of an expression.
 *
 * @param sql GoogleSQL
 * @param literal the text of a literal; empty for everything else
 * @param length of padded text, or 0
 */
record Term(Kind kind, String sql, Optional<String> literal, int length) {
  /** Types whose values compare alike on both sides. Floats do not: NaN is equal to itself here. */
  enum Kind {
    INTEGER,
    NUMERIC,
    TEXT,
    PADDED_TEXT,
    ENUM,
    BOOL,
    DATE,
    TIMESTAMP,
    NULL
  }

  private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");
  private static final Set<String> TEXTS = Set.of("text", "varchar", "name");

  static Term of(Kind kind, String sql) {
    return new Term(kind, sql, Optional.empty(), 0);
  }

  static Term literal(Kind kind, String sql, String text) {
    return new Term(kind, sql, Optional.of(text), 0);
  }

  static Term text(String text) {
    return literal(Kind.TEXT, GoogleSql.literal(text), text);
  }

  /** A column, if its values compare alike on both sides. */
  static Term column(TargetColumn column) {
    SourceType source = column.sourceType();
    TargetType.Code code = column.type().code();
    if (source.array() || column.type().array()) {
      throw new UntranslatableException();
    }
    String sql = GoogleSql.quoted(column.name());
    if (source.kind() == SourceType.Kind.ENUM) {
      return of(Kind.ENUM, sql);
    }
    if (source.kind() != SourceType.Kind.BUILT_IN) {
      throw new UntranslatableException();
    }
    String name = source.name();
    if (code == TargetType.Code.INT64 && INTEGERS.contains(name)) {
      return of(Kind.INTEGER, sql);
    }
    if (code == TargetType.Code.STRING && name.equals("bpchar") && source.length() > 0) {
      return new Term(Kind.PADDED_TEXT, sql, Optional.empty(), source.length());
    }
    boolean text = code == TargetType.Code.STRING && TEXTS.contains(name);
    return of(text ? Kind.TEXT : other(code, name), sql);
  }

  private static Kind other(TargetType.Code code, String name) {
    if (code == TargetType.Code.NUMERIC && name.equals("numeric")) {
      return Kind.NUMERIC;
    }
    if (code == TargetType.Code.BOOL && name.equals("bool")) {
      return Kind.BOOL;
    }
    if (code == TargetType.Code.DATE && name.equals("date")) {
      return Kind.DATE;
    }
    // Comparing a timestamp without zone with one that has a zone depends on the session.
    if (code == TargetType.Code.TIMESTAMP && name.equals("timestamptz")) {
      return Kind.TIMESTAMP;
    }
    throw new UntranslatableException();
  }

  boolean isNumber() {
    return kind == Kind.INTEGER || kind == Kind.NUMERIC;
  }
}
