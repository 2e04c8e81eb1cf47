package dev.crossover.sources.postgresql.capture;

import static dev.crossover.sources.debezium.AvroJson.array;
import static dev.crossover.sources.debezium.AvroJson.field;
import static dev.crossover.sources.debezium.AvroJson.logical;
import static dev.crossover.sources.debezium.AvroJson.optional;
import static dev.crossover.sources.debezium.AvroJson.optionalField;
import static dev.crossover.sources.debezium.AvroJson.type;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.FileForm;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import java.util.List;
import org.apache.kafka.connect.data.Field;

/**
 * How a table's rows stand in its change files.
 *
 * @param columns in the order of the row's fields
 */
record RecordFormat(FileForm form, List<ColumnType> columns) {
  /**
   * @param row the row as Debezium describes it, every field made by {@link TextConverter}
   */
  static RecordFormat of(TableName table, org.apache.kafka.connect.data.Schema row) {
    ObjectNode payload = FileForm.row();
    for (Field field : row.fields()) {
      optionalField(payload, field.name(), branches(ColumnType.described(field.schema())));
    }
    return new RecordFormat(
        FileForm.of(table, metadata(), payload),
        row.fields().stream().map(field -> ColumnType.described(field.schema())).toList());
  }

  /** The form of a row whose values cannot be read. */
  static FileForm ofTexts(TableName table) {
    return FileForm.ofTexts(table, metadata());
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = FileForm.metadata();
    field(metadata, "schema", type("string"));
    field(metadata, "table", type("string"));
    field(metadata, "is_deleted", type("boolean"));
    field(metadata, "change_type", type("string"));
    field(metadata, "tx_id", type("long"));
    field(metadata, "lsn", type("string"));
    field(metadata, PostgresqlChangeMetadata.PREVIOUS_COMMIT, type("string"));
    field(metadata, "primary_keys", optional().add(array(type("string"))));
    return metadata;
  }

  private static ArrayNode branches(ColumnType type) {
    ArrayNode element = element(type);
    // Text too, for an array of more dimensions.
    return type.array() ? optional().add(array(element)).add("string") : element;
  }

  private static ArrayNode element(ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> optional().add("boolean");
      case INTEGER -> optional().add("int");
      case LONG -> optional().add("long");
      case FLOAT -> optional().add("float");
      case DOUBLE -> optional().add("double");
      case DECIMAL ->
          type.hasScale() ? optional().add(decimal(type)).add("string") : optional().add("string");
      case BYTES -> optional().add("bytes");
      case DATE -> optional().add(logical("int", "date")).add("string");
      case TIMESTAMP -> optional().add(logical("long", "timestamp-micros")).add("string");
      case TIME -> optional().add(logical("long", "time-micros")).add("string");
      case MONEY, TEXT -> optional().add("string");
    };
  }

  private static ObjectNode decimal(ColumnType type) {
    return logical("bytes", "decimal")
        .put("precision", type.precision())
        .put("scale", type.scale());
  }
}
