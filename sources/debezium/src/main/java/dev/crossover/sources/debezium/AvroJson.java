package dev.crossover.sources.debezium;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Parts of an Avro schema, as JSON. */
public final class AvroJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private AvroJson() {}

  /** A type without parameters. */
  public static JsonNode type(String name) {
    return JSON.textNode(name);
  }

  public static ObjectNode logical(String type, String logicalType) {
    return JSON.objectNode().put("type", type).put("logicalType", logicalType);
  }

  public static ObjectNode array(JsonNode items) {
    return JSON.objectNode().put("type", "array").set("items", items);
  }

  /** A union that begins with null. */
  public static ArrayNode optional() {
    return JSON.arrayNode().add("null");
  }

  /** A record without fields. */
  public static ObjectNode record(String name) {
    ObjectNode record = JSON.objectNode().put("type", "record").put("name", name);
    record.putArray("fields");
    return record;
  }

  /** Adds a field to a record. */
  public static void field(ObjectNode record, String name, JsonNode type) {
    ((ArrayNode) record.get("fields")).addObject().put("name", name).set("type", type);
  }

  /** Adds a field to a record that is null where nothing is said. */
  public static void optionalField(ObjectNode record, String name, ArrayNode type) {
    ((ArrayNode) record.get("fields"))
        .addObject()
        .put("name", name)
        .<ObjectNode>set("type", type)
        .putNull("default");
  }
}
