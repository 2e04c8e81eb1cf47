package dev.crossover.engine.schema;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A table of the source.
 *
 * @param schema the schema or database that it is in
 */
public record TableName(String schema, String name) implements Comparable<TableName> {

  /**
   * @param text {@code schema.name}; the schema ends at the first dot
   */
  @JsonCreator
  public static TableName parse(String text) {
    int dot = text.indexOf('.');
    if (dot <= 0 || dot == text.length() - 1) {
      throw new IllegalArgumentException("a table name must be schema.table, got " + text);
    }
    return new TableName(text.substring(0, dot), text.substring(dot + 1));
  }

  @Override
  public int compareTo(TableName other) {
    int bySchema = schema.compareTo(other.schema);
    return bySchema != 0 ? bySchema : name.compareTo(other.name);
  }

  @JsonValue
  @Override
  public String toString() {
    return schema + "." + name;
  }
}
