package dev.crossover.platforms.googlecloud.handoff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An event as CloudEvents 1.0 is bound to HTTP (github.com/cloudevents/spec, http-protocol-binding,
 * 3.1 binary and 3.2 structured content mode). Eventarc sends the binary mode, and its data as JSON
 * where a trigger does not ask for another type (eventarc.v1.Trigger.event_data_content_type).
 *
 * @param id with {@code source}, the same in every delivery of the event
 */
public record CloudEvent(String id, String source, String type, JsonNode data) {
  private static final String VERSION = "1.0";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param headers by name, in any case
   * @throws MalformedEventException if it is none
   */
  public static CloudEvent of(Map<String, String> headers, byte[] body) {
    Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    String contentType = byName.getOrDefault("content-type", "");
    if (contentType.startsWith(STRUCTURED)) {
      return structured(json(body));
    }
    return new CloudEvent(
        header(byName, "ce-id"),
        header(byName, "ce-source"),
        versioned(header(byName, "ce-specversion"), header(byName, "ce-type")),
        isJson(contentType) ? json(body) : MissingNode.getInstance());
  }

  private static CloudEvent structured(JsonNode event) {
    return new CloudEvent(
        attribute(event, "id"),
        attribute(event, "source"),
        versioned(attribute(event, "specversion"), attribute(event, "type")),
        event.has("data_base64") ? decoded(event) : event.path("data"));
  }

  private static JsonNode decoded(JsonNode event) {
    if (!isJson(event.path("datacontenttype").asText("application/json"))) {
      return MissingNode.getInstance();
    }
    try {
      return json(Base64.getDecoder().decode(event.path("data_base64").asText()));
    } catch (IllegalArgumentException e) {
      throw unreadable("data_base64 is no base64");
    }
  }

  private static boolean isJson(String contentType) {
    return contentType.startsWith("application/json");
  }

  private static String versioned(String version, String type) {
    if (!version.equals(VERSION)) {
      throw new MalformedEventException("specversion must be %s".formatted(VERSION));
    }
    return type;
  }

  private static String header(Map<String, String> headers, String name) {
    return present(name, Optional.ofNullable(headers.get(name)));
  }

  private static String attribute(JsonNode event, String name) {
    return present(
        name, Optional.of(event.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText));
  }

  private static String present(String name, Optional<String> value) {
    return value
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new MalformedEventException("the event has no " + name));
  }

  /** The body may hold anything, so it is not repeated. */
  private static JsonNode json(byte[] body) {
    try {
      JsonNode read = JSON.readTree(body);
      if (!read.isObject()) {
        throw new MalformedEventException("the event's JSON is no object");
      }
      return read;
    } catch (IOException e) {
      throw unreadable("body is no JSON");
    }
  }

  private static MalformedEventException unreadable(String why) {
    return new MalformedEventException("the event's " + why);
  }
}
