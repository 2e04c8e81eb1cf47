package dev.crossover.sources.postgresql.capture;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Gives every column a string field that says which type the column has, and passes its text on.
 * Debezium makes the object itself, by its public name.
 */
public final class TextConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {
  /** Stands for a value that PostgreSQL did not send. No text of PostgreSQL can contain NUL. */
  static final String NOT_SENT = "\u0000";

  @Override
  public void configure(Properties properties) {}

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    SchemaBuilder field = SchemaBuilder.string();
    ColumnType.of(column).describe(field);
    if (!column.isOptional()) {
      // A delete carries the key alone; Debezium itself makes optional columns so.
      field.optional();
    }
    registration.register(field, TextConverter::text);
  }

  private static Object text(Object value) {
    if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
      return NOT_SENT;
    }
    return value == null ? null : value.toString();
  }
}
