package dev.crossover.sources.mysql.capture;

import static dev.crossover.sources.debezium.AvroJson.array;
import static dev.crossover.sources.debezium.AvroJson.field;
import static dev.crossover.sources.debezium.AvroJson.optional;
import static dev.crossover.sources.debezium.AvroJson.optionalField;
import static dev.crossover.sources.debezium.AvroJson.type;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.FileForm;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * How a table's rows stand in its change files.
 *
 * @param columns in the order of the row's fields
 */
record BinlogFormat(FileForm form, List<BinlogColumn> columns) {
  /**
   * @param row as Debezium describes it
   */
  static BinlogFormat of(TableName table, Schema row) {
    List<BinlogColumn> columns =
        row.fields().stream().map(field -> BinlogColumn.of(field.schema())).toList();
    ObjectNode payload = FileForm.row();
    for (Field field : row.fields()) {
      optionalField(payload, field.name(), columns.get(field.index()).avro());
    }
    return new BinlogFormat(FileForm.of(table, metadata(), payload), columns);
  }

  /** The form of a row whose values cannot be read. */
  static FileForm ofTexts(TableName table) {
    return FileForm.ofTexts(table, metadata());
  }

  private static ObjectNode metadata() {
    ObjectNode metadata = FileForm.metadata();
    field(metadata, "table", type("string"));
    field(metadata, "database", type("string"));
    field(metadata, "primary_keys", optional().add(array(type("string"))));
    field(metadata, "log_file", type("string"));
    field(metadata, "log_position", type("long"));
    field(metadata, "change_type", type("string"));
    field(metadata, "is_deleted", type("boolean"));
    field(metadata, "gtid", optional().add("string"));
    return metadata;
  }
}
