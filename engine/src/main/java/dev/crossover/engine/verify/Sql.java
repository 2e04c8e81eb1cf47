package dev.crossover.engine.verify;

import dev.crossover.engine.schema.TableName;

/** Names as PostgreSQL and GoogleSQL want them in a statement. */
final class Sql {
  private Sql() {}

  /** A PostgreSQL identifier. */
  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  static String quoted(TableName table) {
    return quoted(table.schema()) + "." + quoted(table.name());
  }

  /** A GoogleSQL identifier; Spanner allows no backquote in a name. */
  static String backquoted(String identifier) {
    return "`" + identifier + "`";
  }
}
