package dev.crossover.engine.schema;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.NearestName;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.schema.Mapping.OfColumn;
import dev.crossover.engine.schema.Mapping.OfTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads a mapping file:
 *
 * <pre>{@code
 * {"tables": {"public.track": {
 *     "rename": "tracks", "interleave_in": "public.album", "skip": false,
 *     "columns": {"price": {"rename": "unit_price", "type": "STRING(MAX)", "skip": false},
 *                 "total": {"generated_as": "ROUND(price * quantity, 2)"}}}}}
 * }</pre>
 *
 * <p>All mistakes are reported together.
 */
public final class MappingFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

  private static final List<String> TABLE_KEYS =
      List.of("rename", "skip", "interleave_in", "columns");
  private static final List<String> COLUMN_KEYS = List.of("rename", "type", "skip", "generated_as");

  private final List<String> problems = new ArrayList<>();

  private final Consumer<String> types;

  private MappingFile(Consumer<String> types) {
    this.types = types;
  }

  /**
   * @param types throws an {@link IllegalArgumentException} for a type that the target does not
   *     have
   * @throws SettingsException if the file cannot be read or has a mistake
   */
  public static Mapping read(Path file, Consumer<String> types) {
    try {
      return parse(Files.readString(file), file.toString(), types);
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the mapping file " + file + "; correct schema.mapping_file", e);
    }
  }

  /**
   * Reads the text of a mapping file.
   *
   * @param where names the text in error messages
   */
  public static Mapping parse(String json, String where, Consumer<String> types) {
    MappingFile file = new MappingFile(types);
    Mapping mapping;
    try {
      mapping = file.mapping(JSON.readTree(json));
    } catch (JsonProcessingException e) {
      throw new SettingsException(
          "the mapping file %s is not JSON: %s".formatted(where, e.getOriginalMessage()), e);
    }
    if (!file.problems.isEmpty()) {
      throw new SettingsException(
          "the mapping file %s has %d mistake(s):%n  %s"
              .formatted(
                  where,
                  file.problems.size(),
                  String.join(System.lineSeparator() + "  ", file.problems)));
    }
    return mapping;
  }

  private Mapping mapping(JsonNode root) {
    checkKeys(root, "", List.of("tables"));
    Map<TableName, OfTable> tables = new HashMap<>();
    root.path("tables")
        .properties()
        .forEach(
            entry -> {
              String at = "tables." + entry.getKey();
              OfTable wishes = table(entry.getValue(), at);
              parsed(entry.getKey(), at, TableName::parse)
                  .ifPresent(name -> tables.put(name, wishes));
            });
    return new Mapping(tables);
  }

  private OfTable table(JsonNode node, String at) {
    checkKeys(node, at, TABLE_KEYS);
    Map<String, OfColumn> columns = new HashMap<>();
    checkObject(node.path("columns"), at + ".columns");
    node.path("columns")
        .properties()
        .forEach(
            entry ->
                columns.put(
                    entry.getKey(), column(entry.getValue(), at + ".columns." + entry.getKey())));
    return new OfTable(
        text(node, "rename", at, Function.identity()),
        flag(node, "skip", at),
        text(node, "interleave_in", at, TableName::parse),
        columns);
  }

  private OfColumn column(JsonNode node, String at) {
    checkKeys(node, at, COLUMN_KEYS);
    return new OfColumn(
        text(node, "rename", at, Function.identity()),
        text(node, "type", at, this::type),
        flag(node, "skip", at),
        text(node, "generated_as", at, expression -> expression.replaceAll("\\s+", " ").strip()));
  }

  private String type(String text) {
    types.accept(text);
    return text;
  }

  private void checkKeys(JsonNode node, String at, List<String> known) {
    checkObject(node, at.isEmpty() ? "the file" : at);
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                problems.add(
                    "%sunknown key %s%s; known are %s"
                        .formatted(prefix(at), key, NearestName.hint(key, known), known));
              }
            });
  }

  private void checkObject(JsonNode node, String at) {
    if (!node.isMissingNode() && !node.isObject()) {
      problems.add("%s must be an object, got %s".formatted(at, node.getNodeType()));
    }
  }

  private static String prefix(String at) {
    return at.isEmpty() ? "" : at + ": ";
  }

  private boolean flag(JsonNode node, String key, String at) {
    JsonNode value = node.path(key);
    if (!value.isMissingNode() && !value.isBoolean()) {
      problems.add("%s.%s must be true or false, got %s".formatted(at, key, value));
    }
    return value.asBoolean(false);
  }

  private <T> Optional<T> text(JsonNode node, String key, String at, Function<String, T> parser) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || value.textValue().isBlank()) {
      problems.add("%s.%s must be a text, got %s".formatted(at, key, value));
      return Optional.empty();
    }
    return parsed(value.textValue(), at + "." + key, parser);
  }

  private <T> Optional<T> parsed(String text, String at, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(at + ": " + e.getMessage());
      return Optional.empty();
    }
  }
}
