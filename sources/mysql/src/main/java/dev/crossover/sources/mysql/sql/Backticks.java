package dev.crossover.sources.mysql.sql;

import dev.crossover.engine.schema.TableName;

/**
 * Names and literals in SQL text, as the server takes them literally in a session of {@link
 * MysqlDatabase}, in which a backslash is a backslash.
 */
public final class Backticks {
  private Backticks() {}

  /** A column, database or other object. */
  public static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  /** A table with its database. */
  public static String quoted(TableName table) {
    return quoted(table.schema()) + "." + quoted(table.name());
  }

  /** A string constant, for the statements that take no parameters. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
