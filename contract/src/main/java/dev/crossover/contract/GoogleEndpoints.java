package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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

  /** Every service at its public address. */
  public static final GoogleEndpoints PUBLIC = of(Map.of());

  private static GoogleEndpoints of(Map<String, String> set) {
    return new GoogleEndpoints(
        Optional.ofNullable(set.get("compute")),
        Optional.ofNullable(set.get("dataflow")),
        Optional.ofNullable(set.get("datastream")),
        Optional.ofNullable(set.get("monitoring")),
        Optional.ofNullable(set.get("pubsub")),
        Optional.ofNullable(set.get("resource_manager")),
        Optional.ofNullable(set.get("secret_manager")),
        Optional.ofNullable(set.get("service_usage")),
        Optional.ofNullable(set.get("storage")));
  }

  /**
   * What {@link #toText} wrote.
   *
   * @param text {@code SERVICE=ADDRESS}, separated by commas, with the keys of the settings
   * @throws SettingsException if it is nothing of the kind
   */
  public static GoogleEndpoints parse(String text) {
    Map<String, String> set = new LinkedHashMap<>();
    for (String pair : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      int equals = Math.max(0, pair.indexOf('='));
      set.put(pair.substring(0, equals), pair.substring(Math.min(equals + 1, pair.length())));
    }
    GoogleEndpoints endpoints = of(set);
    if (!endpoints.set().equals(set)) {
      throw new SettingsException(
          "endpoints must be SERVICE=ADDRESS, separated by commas, with the keys of"
              + " google_cloud.endpoints, got "
              + text);
    }
    return endpoints;
  }

  /** The addresses as one text, for the parameters of a job. */
  public String toText() {
    return set().entrySet().stream()
        .map(address -> address.getKey() + "=" + address.getValue())
        .collect(Collectors.joining(","));
  }

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
