package dev.crossover.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a synthesised stack against the schema of the real providers: what {@code terraform
 * validate} would say about attributes and blocks, without the providers.
 */
final class SchemaCheck {
  private static final Set<String> META =
      Set.of("//", "count", "for_each", "depends_on", "provider", "lifecycle", "dynamic");
  private static final Set<String> LIFECYCLE =
      Set.of(
          "create_before_destroy",
          "prevent_destroy",
          "ignore_changes",
          "replace_triggered_by",
          "precondition",
          "postcondition");
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(data\\.)?((?:google|terraform)_\\w+)\\.([\\w-]+)(?:\\[[^\\]]*\\])?(?:\\.(\\w+))?");

  private final ProviderSchema schema;
  private final JsonNode stack;
  private final List<String> problems = new ArrayList<>();

  private SchemaCheck(ProviderSchema schema, JsonNode stack) {
    this.schema = schema;
    this.stack = stack;
  }

  /** What is wrong with a stack, each with its address. */
  static List<String> problems(ProviderSchema schema, JsonNode stack) {
    SchemaCheck check = new SchemaCheck(schema, stack);
    check.providers();
    check.each("resource", "resources");
    check.each("data", "data_sources");
    check.references(stack, "");
    return check.problems;
  }

  private void providers() {
    stack
        .path("provider")
        .properties()
        .forEach(
            provider ->
                schema
                    .config(provider.getKey())
                    .ifPresentOrElse(
                        config ->
                            items(provider.getValue())
                                .forEach(
                                    body -> block(body, config, "provider." + provider.getKey())),
                        () ->
                            problems.add(
                                "provider " + provider.getKey() + " is not one of the schema's")));
  }

  private void each(String section, String kind) {
    stack
        .path(section)
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        named ->
                            resource(
                                kind,
                                type.getKey(),
                                (section.equals("data") ? "data." : "")
                                    + type.getKey()
                                    + "."
                                    + named.getKey(),
                                named.getValue())));
  }

  private void resource(String kind, String type, String address, JsonNode body) {
    String provider = body.path("provider").asText("google");
    if (!stack.path("provider").has(provider)) {
      problems.add(address + " uses the provider " + provider + ", which the stack does not have");
    }
    schema
        .block(provider, kind, type)
        .ifPresentOrElse(
            block -> {
              block(body, block, address);
              lifecycle(body.path("lifecycle"), block, address);
            },
            () ->
                problems.add(
                    "%s is of a type that %s does not have; the nearest is %s"
                        .formatted(
                            address, provider, nearest(type, schema.types(provider, kind)))));
  }

  private void block(JsonNode body, JsonNode block, String path) {
    JsonNode attributes = block.path("attributes");
    JsonNode blocks = block.path("block_types");
    body.properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              String at = path + "." + key;
              if (attributes.has(key)) {
                attribute(entry.getValue(), attributes.get(key), at);
              } else if (blocks.has(key)) {
                nested(entry.getValue(), blocks.get(key), at);
              } else if (!META.contains(key)) {
                Set<String> known = new TreeSet<>();
                attributes.fieldNames().forEachRemaining(known::add);
                blocks.fieldNames().forEachRemaining(known::add);
                problems.add(at + " does not exist; the nearest is " + nearest(key, known));
              }
            });
    dynamic(body.path("dynamic"), blocks, path);
    required(body, attributes, path);
    counts(body, blocks, path);
  }

  private void dynamic(JsonNode dynamic, JsonNode blocks, String path) {
    dynamic
        .properties()
        .forEach(
            entry -> {
              String at = path + "." + entry.getKey();
              if (!blocks.has(entry.getKey())) {
                problems.add(at + " is no block, and cannot be dynamic");
                return;
              }
              if (!entry.getValue().has("for_each") || !entry.getValue().has("content")) {
                problems.add(at + " must have for_each and content to be dynamic");
              }
              block(entry.getValue().path("content"), blocks.get(entry.getKey()).path("block"), at);
            });
  }

  private void required(JsonNode body, JsonNode attributes, String path) {
    attributes
        .properties()
        .forEach(
            attribute -> {
              boolean missing =
                  !body.has(attribute.getKey()) || body.get(attribute.getKey()).isNull();
              if (attribute.getValue().path("required").asBoolean() && missing) {
                problems.add(path + "." + attribute.getKey() + " is required and missing");
              }
            });
  }

  private void counts(JsonNode body, JsonNode blocks, String path) {
    blocks
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              int count = body.has(key) ? items(body.get(key)).size() : 0;
              int least = entry.getValue().path("min_items").asInt(0);
              int most = entry.getValue().path("max_items").asInt(Integer.MAX_VALUE);
              boolean dynamic = body.path("dynamic").has(key);
              if (count < least && !dynamic) {
                problems.add(
                    "%s.%s must be there at least %d times, got %d"
                        .formatted(path, key, least, count));
              }
              if (count > most) {
                problems.add(
                    "%s.%s must be there at most %d times, got %d"
                        .formatted(path, key, most, count));
              }
            });
  }

  private void attribute(JsonNode value, JsonNode attribute, String path) {
    if (!attribute.path("required").asBoolean() && !attribute.path("optional").asBoolean()) {
      problems.add(path + " is computed and cannot be set");
    }
    if (attribute.path("deprecated").asBoolean()) {
      problems.add(path + " is deprecated");
    }
    if (!value.isNull() && !fits(value, attribute.get("type"))) {
      problems.add("%s must be %s, got %s".formatted(path, attribute.get("type"), value));
    }
  }

  private void nested(JsonNode value, JsonNode type, String path) {
    String mode = type.path("nesting_mode").asText();
    if (mode.equals("single") && !value.isObject()) {
      problems.add(path + " must be one block, got " + value.getNodeType());
      return;
    }
    for (JsonNode item : items(value)) {
      if (item.isObject()) {
        block(item, type.path("block"), path);
      } else {
        problems.add(path + " must be a block, got " + item);
      }
    }
  }

  private static boolean fits(JsonNode value, JsonNode type) {
    if (value.isTextual() && value.asText().startsWith("${")) {
      return true;
    }
    if (type.isTextual()) {
      return switch (type.asText()) {
        case "string" -> value.isTextual();
        case "number" -> value.isNumber();
        case "bool" -> value.isBoolean();
        default -> true;
      };
    }
    JsonNode element = type.get(1);
    return switch (type.get(0).asText()) {
      case "list", "set" -> value.isArray() && all(value, element);
      case "map" -> value.isObject() && all(value, element);
      default ->
          value.isObject()
              && value.properties().stream()
                  .allMatch(
                      e -> element.has(e.getKey()) && fits(e.getValue(), element.get(e.getKey())));
    };
  }

  private static boolean all(JsonNode values, JsonNode type) {
    for (JsonNode value : values) {
      if (!fits(value, type)) {
        return false;
      }
    }
    return true;
  }

  private void lifecycle(JsonNode lifecycle, JsonNode block, String address) {
    lifecycle
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (!LIFECYCLE.contains(key)) {
                problems.add(
                    "%s.lifecycle.%s does not exist; the nearest is %s"
                        .formatted(address, key, nearest(key, LIFECYCLE)));
              }
            });
    for (JsonNode path : lifecycle.path("ignore_changes")) {
      ignored(path.asText(), block, address);
    }
  }

  private void ignored(String path, JsonNode block, String address) {
    JsonNode at = block;
    for (String step : path.replaceAll("\\[\\d+\\]", "").split("\\.", -1)) {
      boolean known = at.path("attributes").has(step) || at.path("block_types").has(step);
      if (!known) {
        problems.add(address + " ignores changes of " + path + ", which does not exist");
        return;
      }
      at = at.path("block_types").path(step).path("block");
    }
  }

  /** Every resource that an expression or a dependency names is there, with that attribute. */
  private void references(JsonNode node, String path) {
    if (node.isTextual() && (node.asText().contains("${") || path.contains(".depends_on"))) {
      Matcher matcher = REFERENCE.matcher(node.asText());
      while (matcher.find()) {
        reference(matcher, path);
      }
    }
    node.properties()
        .forEach(
            entry -> {
              if (!entry.getKey().equals("//")) {
                references(entry.getValue(), path + "." + entry.getKey());
              }
            });
    if (node.isArray()) {
      node.forEach(item -> references(item, path));
    }
  }

  private void reference(Matcher matcher, String path) {
    boolean data = matcher.group(1) != null;
    String type = matcher.group(2);
    JsonNode body = stack.path(data ? "data" : "resource").path(type).path(matcher.group(3));
    if (body.isMissingNode()) {
      problems.add(path.substring(1) + " refers to " + matcher.group() + ", which is not declared");
      return;
    }
    String attribute = matcher.group(4);
    if (attribute != null) {
      schema
          .block(body.path("provider").asText("google"), data ? "data_sources" : "resources", type)
          .filter(
              block ->
                  !block.path("attributes").has(attribute)
                      && !block.path("block_types").has(attribute))
          .ifPresent(
              block ->
                  problems.add(
                      path.substring(1) + " refers to " + matcher.group() + ": no such attribute"));
    }
  }

  private static List<JsonNode> items(JsonNode value) {
    List<JsonNode> items = new ArrayList<>();
    if (value.isArray()) {
      value.forEach(items::add);
    } else {
      items.add(value);
    }
    return items;
  }

  /** The known word that shares the most pairs of letters with a word. */
  private static String nearest(String word, Set<String> known) {
    Set<String> pairs = pairs(word);
    String nearest = "";
    double best = -1;
    for (String candidate : new TreeSet<>(known)) {
      Set<String> shared = pairs(candidate);
      int all = pairs.size() + shared.size();
      shared.retainAll(pairs);
      double likeness = 2.0 * shared.size() / all;
      if (likeness > best) {
        best = likeness;
        nearest = candidate;
      }
    }
    return nearest;
  }

  private static Set<String> pairs(String word) {
    String framed = "^" + word + "$";
    Set<String> pairs = new HashSet<>();
    for (int i = 0; i + 1 < framed.length(); i++) {
      pairs.add(framed.substring(i, i + 2));
    }
    return pairs;
  }

  /** How many resources of each type a stack has. */
  static Map<String, Integer> inventory(JsonNode stack) {
    Map<String, Integer> counts = new TreeMap<>();
    stack.path("resource").properties().forEach(e -> counts.put(e.getKey(), e.getValue().size()));
    return counts;
  }
}
