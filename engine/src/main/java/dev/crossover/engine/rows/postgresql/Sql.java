package dev.crossover.engine.rows.postgresql;

import dev.crossover.engine.schema.TableName;

/** Names in SQL. */
final class Sql {
  private Sql() {}

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * A column of table {@code t}. Without the table, ORDER BY would mean the column of the select
   * list that has the same name: there a key is text, and texts have another order.
   */
  static String column(String name) {
    return "t." + quoted(name);
  }

  static String quoted(TableName table) {
    return quoted(table.schema()) + "." + quoted(table.name());
  }
}
