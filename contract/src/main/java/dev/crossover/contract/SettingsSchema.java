package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON Schema of settings files, which editors use for completion and errors. */
public final class SettingsSchema {
  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode NONE = JSON.missingNode();

  private SettingsSchema() {}

  /** The schema's text, as {@code tfvars/settings.schema.json} holds it. */
  public static String text() {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Settings of one Crossover environment");
    ObjectNode defaults = SettingsReader.resource("defaults.json");
    defaults.set("google_cloud", SettingsReader.resource("google-cloud.json"));
    defaults.put("work_directory", ".crossover/ENVIRONMENT");
    object(schema, Settings.class, defaults);
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties.remove("environment");
    properties.putObject("$schema").put("type", "string");
    properties.putObject("$comment").put("type", "array").putObject("items").put("type", "string");
    remove((ArrayNode) schema.get("required"), "environment");
    ObjectNode local = schema.putObject("if");
    local.putObject("properties").putObject("platform").put("const", "google-cloud");
    schema.putObject("then").putArray("required").add("google_cloud");
    schema.putObject("else").putObject("properties").put("google_cloud", false);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    } catch (JsonProcessingException e) {
      throw new LinkageError("a tree can always be written", e);
    }
  }

  private static void object(ObjectNode schema, Class<?> type, JsonNode defaults) {
    schema.put("type", "object");
    schema.put("additionalProperties", false);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      String key = SettingsTree.snake(component.getName());
      Type inner = component.getGenericType();
      JsonNode value = defaults.path(key);
      ObjectNode property = properties.putObject(key);
      value(property, inner, value);
      JsonPropertyDescription description =
          component.getAccessor().getAnnotation(JsonPropertyDescription.class);
      if (description != null) {
        property.put("description", description.value());
      }
      if (value.isValueNode() || value.isArray()) {
        property.set("default", value);
      } else if (!isOptional(inner) && needsValue(property, value)) {
        required.add(key);
      }
    }
  }

  /** A part without a value of its own must be there if something in it must. */
  private static boolean needsValue(ObjectNode property, JsonNode defaults) {
    return defaults.isMissingNode() || !property.path("required").isEmpty();
  }

  private static boolean isOptional(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class;
  }

  private static void value(ObjectNode schema, Type type, JsonNode defaults) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
      if (generic.getRawType() == List.class) {
        schema.put("type", "array");
        value(schema.putObject("items"), element, NONE);
      } else if (generic.getRawType() == Map.class) {
        schema.put("type", "object");
        value(schema.putObject("additionalProperties"), element, NONE);
      } else {
        value(schema, element, defaults);
      }
    } else if (type instanceof Class<?> simple) {
      simple(schema, simple, defaults);
    }
  }

  private static void simple(ObjectNode schema, Class<?> type, JsonNode defaults) {
    if (type == SecretReference.class) {
      schema.put("type", "string");
      schema.put("pattern", "^(env|file|secret-manager):.+");
    } else if (type.isRecord()) {
      object(schema, type, defaults);
    } else if (type.isEnum()) {
      ArrayNode words = schema.putArray("enum");
      for (Object constant : type.getEnumConstants()) {
        words.add(SettingsTree.word(constant));
      }
    } else if (type == boolean.class) {
      schema.put("type", "boolean");
    } else {
      schema.put("type", type == String.class ? "string" : "integer");
    }
  }

  private static void remove(ArrayNode array, String text) {
    for (int i = 0; i < array.size(); i++) {
      if (array.get(i).asText().equals(text)) {
        array.remove(i);
        return;
      }
    }
  }
}
