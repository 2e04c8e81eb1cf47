package dev.crossover.sources.postgresql.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Field;

/**
 * The Avro schema of a table's change files: Datastream's top-level fields, then the row.
 *
 * @param key names the row's form; it changes when a column does
 * @param columns in the order of the row's fields
 */
record RecordFormat(Schema schema, String key, List<ColumnType> columns) {
  /** The texts of a row by its columns' names. */
  static final String TEXTS = "texts";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /**
   * @param row the row as Debezium describes it, every field made by {@link TextConverter}
   */
  static RecordFormat of(TableName table, org.apache.kafka.connect.data.Schema row) {
    ObjectNode payload = payload(row);
    return new RecordFormat(
        parse(record(table, payload)),
        hash(payload),
        row.fields().stream().map(field -> ColumnType.described(field.schema())).toList());
  }

  /** The form of a row whose values cannot be read: in the place of columns, {@link #TEXTS}. */
  static RecordFormat ofTexts(TableName table) {
    ObjectNode payload = record("payload");
    field(
        payload,
        TEXTS,
        JSON.objectNode().put("type", "map").set("values", optional().add("string")));
    return new RecordFormat(parse(record(table, payload)), hash(payload), List.of());
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

  // A column may have any name, and Avro's rule for names is not enforced by its readers.
  private static Schema parse(ObjectNode record) {
    return new Schema.Parser(NameValidator.NO_VALIDATION).parse(record.toString());
  }

  private static String hash(ObjectNode payload) {
    CRC32C hash = new CRC32C();
    hash.update(payload.toString().getBytes(UTF_8));
    return HexFormat.of().toHexDigits(hash.getValue(), 8);
  }

  private static ObjectNode sourceMetadata() {
    ObjectNode metadata = record("source_metadata");
    field(metadata, "schema", JSON.textNode("string"));
    field(metadata, "table", JSON.textNode("string"));
    field(metadata, "is_deleted", JSON.textNode("boolean"));
    field(metadata, "change_type", JSON.textNode("string"));
    field(metadata, "tx_id", JSON.textNode("long"));
    field(metadata, "lsn", JSON.textNode("string"));
    field(metadata, PostgresqlChangeMetadata.PREVIOUS_COMMIT, JSON.textNode("string"));
    field(metadata, "primary_keys", optional().add(array(JSON.textNode("string"))));
    return metadata;
  }

  private static ObjectNode payload(org.apache.kafka.connect.data.Schema row) {
    ObjectNode payload = record("payload");
    for (Field field : row.fields()) {
      ArrayNode branches = branches(ColumnType.described(field.schema()));
      ((ArrayNode) payload.get("fields"))
          .addObject()
          .put("name", field.name())
          .<ObjectNode>set("type", branches)
          .putNull("default");
    }
    return payload;
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

  private static ArrayNode optional() {
    return JSON.arrayNode().add("null");
  }

  private static ObjectNode logical(String type, String logicalType) {
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
