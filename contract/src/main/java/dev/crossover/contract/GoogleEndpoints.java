package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where Google's services answer, if not at their public addresses. An address that begins with
 * {@code http://} is an emulator or a fake: it is spoken to in the clear and without credentials.
 */
public record GoogleEndpoints(
    @JsonPropertyDescription("Of Compute Engine, as https://HOST[:PORT].") Optional<String> compute,
    @JsonPropertyDescription("Of Dataflow, as https://HOST[:PORT].") Optional<String> dataflow,
    @JsonPropertyDescription("Of Datastream, as https://HOST[:PORT].") Optional<String> datastream,
    @JsonPropertyDescription("Of Cloud Monitoring, as https://HOST[:PORT].")
        Optional<String> monitoring,
    @JsonPropertyDescription("Of Pub/Sub, as https://HOST[:PORT].") Optional<String> pubsub,
    @JsonPropertyDescription("Of Resource Manager, as https://HOST[:PORT].")
        Optional<String> resourceManager,
    @JsonPropertyDescription("Of Secret Manager, as https://HOST[:PORT].")
        Optional<String> secretManager,
    @JsonPropertyDescription("Of Service Usage, as https://HOST[:PORT].")
        Optional<String> serviceUsage,
    @JsonPropertyDescription("Of Cloud Storage, as https://HOST[:PORT].")
        Optional<String> storage) {

  /** The addresses that are set, by key. */
  Map<String, String> set() {
    Map<String, Optional<String>> all = new LinkedHashMap<>();
    all.put("compute", compute);
    all.put("dataflow", dataflow);
    all.put("datastream", datastream);
    all.put("monitoring", monitoring);
    all.put("pubsub", pubsub);
    all.put("resource_manager", resourceManager);
    all.put("secret_manager", secretManager);
    all.put("service_usage", serviceUsage);
    all.put("storage", storage);
    Map<String, String> set = new LinkedHashMap<>();
    all.forEach((key, address) -> address.ifPresent(text -> set.put(key, text)));
    return set;
  }
}
