package dev.crossover.stacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What providers of one version know, as {@code terraform providers schema -json} tells it. */
record ProviderSchema(Map<String, JsonNode> providers) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Terraform's own resource, which no provider has. */
  private static final String TERRAFORM_DATA =
      """
      {"block": {"attributes": {
        "id": {"type": "string", "computed": true},
        "input": {"type": "dynamic", "optional": true},
        "output": {"type": "dynamic", "computed": true},
        "triggers_replace": {"type": "dynamic", "optional": true}}}}
      """;

  static ProviderSchema of745() {
    return new ProviderSchema(
        Map.of("google", read("google-7.45.0"), "google-beta", read("google-beta-7.45.0")));
  }

  private static JsonNode read(String name) {
    String path = "/terraform/" + name + ".schema.json";
    try (InputStream stream = ProviderSchema.class.getResourceAsStream(path)) {
      JsonNode schema = JSON.readTree(stream);
      ((ObjectNode) schema.get("resources")).set("terraform_data", JSON.readTree(TERRAFORM_DATA));
      return schema;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param kind {@code resources} or {@code data_sources}
   */
  Optional<JsonNode> block(String provider, String kind, String type) {
    return Optional.ofNullable(providers.get(provider))
        .map(schema -> schema.path(kind).path(type).path("block"))
        .filter(block -> !block.isMissingNode());
  }

  Optional<JsonNode> config(String provider) {
    return Optional.ofNullable(providers.get(provider))
        .map(schema -> schema.path("provider_config"))
        .map(config -> config.has("block") ? config.path("block") : config);
  }

  Set<String> types(String provider, String kind) {
    Set<String> types = new TreeSet<>();
    providers.get(provider).path(kind).fieldNames().forEachRemaining(types::add);
    return types;
  }
}
