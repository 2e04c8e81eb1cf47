package dev.crossover.sources.postgresql.capture;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;

/**
 * Knows every type by its number, so that tables are described as they are, but calls each one
 * {@code text} when asked by name. Debezium asks by name only to parse a value: the value then
 * stays the text that PostgreSQL's output function wrote.
 */
final class TextTypes extends TypeRegistry {
  TextTypes(PostgresConnection connection) {
    super(connection);
  }

  @Override
  public PostgresType get(String name) {
    return super.get("text");
  }
}
