package dev.crossover.sources.postgresql.sql;

import dev.crossover.engine.schema.TableName;

/** Names and literals in SQL text, as PostgreSQL takes them literally. */
public final class Identifiers {
  private Identifiers() {}

  /** A role, column, schema or other object. */
  public static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** A table or sequence with its schema. */
  public static String quoted(TableName table) {
    return quoted(table.schema()) + "." + quoted(table.name());
  }

  /** A string constant, for the few statements that take no parameters. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
