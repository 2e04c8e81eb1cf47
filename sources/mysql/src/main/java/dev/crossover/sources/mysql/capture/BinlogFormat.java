package dev.crossover.sources.mysql.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.schema.TableName;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Field;

/**
 * The Avro schema of a table's change files: Datastream's top-level fields, then the row.
 *
 * @param row as Debezium describes it
 * @param key names the row's form; it changes when a column does
 * @param columns in the order of the row's fields
 */
record BinlogFormat(
    org.apache.kafka.connect.data.Schema row,
    Schema schema,
    String key,
    List<BinlogColumn> columns) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  static BinlogFormat of(TableName table, org.apache.kafka.connect.data.Schema row) {
    List<BinlogColumn> columns =
        row.fields().stream().map(field -> BinlogColumn.of(field.schema())).toList();
    ObjectNode payload = record("payload");
    for (Field field : row.fields()) {
      ((ArrayNode) payload.get("fields"))
          .addObject()
          .put("name", field.name())
          .<ObjectNode>set("type", columns.get(field.index()).avro())
          .putNull("default");
    }
    CRC32C hash = new CRC32C();
    hash.update(payload.toString().getBytes(UTF_8));
    // A column may have any name, and Avro's rule for names is not enforced by its readers.
    Schema schema =
        new Schema.Parser(NameValidator.NO_VALIDATION).parse(record(table, payload).toString());
    return new BinlogFormat(row, schema, HexFormat.of().toHexDigits(hash.getValue(), 8), columns);
  }

  private static ObjectNode record(TableName table, ObjectNode payload) {
    ObjectNode record = record((table.schema() + "_" + table.name()).replaceAll("\\W", "_"));
    field(record, "uuid", JSON.textNode("string"));
    field(record, "read_timestamp", logical("long", "timestamp-millis"));
    field(record, "source_timestamp", logical("long", "timestamp-millis"));
    field(record, "object", JSON.textNode("string"));
    field(record, "read_method", JSON.textNode("string"));
    field(record, "stream_name", JSON.textNode("string"));
    field(record, "schema_key", JSON.textNode("string"));
    field(record, "sort_keys", array(JSON.arrayNode().add("string").add("long")));
    field(record, "source_metadata", sourceMetadata());
    field(record, "payload", payload);
    return record;
  }

  private static ObjectNode sourceMetadata() {
    ObjectNode metadata = record("source_metadata");
    field(metadata, "table", JSON.textNode("string"));
    field(metadata, "database", JSON.textNode("string"));
    field(
        metadata, "primary_keys", JSON.arrayNode().add("null").add(array(JSON.textNode("string"))));
    field(metadata, "log_file", JSON.textNode("string"));
    field(metadata, "log_position", JSON.textNode("long"));
    field(metadata, "change_type", JSON.textNode("string"));
    field(metadata, "is_deleted", JSON.textNode("boolean"));
    field(metadata, "gtid", JSON.arrayNode().add("null").add("string"));
    return metadata;
  }

  static ObjectNode logical(String type, String logicalType) {
    return JSON.objectNode().put("type", type).put("logicalType", logicalType);
  }

  private static ObjectNode array(JsonNode items) {
    return JSON.objectNode().put("type", "array").set("items", items);
  }

  private static ObjectNode record(String name) {
    ObjectNode record = JSON.objectNode().put("type", "record").put("name", name);
    record.putArray("fields");
    return record;
  }

  private static void field(ObjectNode record, String name, JsonNode type) {
    ((ArrayNode) record.get("fields")).addObject().put("name", name).set("type", type);
  }
}
