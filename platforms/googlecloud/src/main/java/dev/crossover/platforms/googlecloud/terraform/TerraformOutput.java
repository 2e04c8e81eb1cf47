package dev.crossover.platforms.googlecloud.terraform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What Terraform tells while it works, line by line: its machine-readable interface, version 1
 * (developer.hashicorp.com/terraform/internals/machine-readable-ui), or plain text of a command
 * that has none. For one thread.
 */
final class TerraformOutput {
  private static final JsonMapper JSON = new JsonMapper();

  /** Not: the program's version, the refreshing of each resource, what is planned, log lines. */
  private static final Set<String> TOLD =
      Set.of(
          "resource_drift",
          "change_summary",
          "apply_start",
          "apply_progress",
          "apply_complete",
          "apply_errored",
          "provision_errored",
          "diagnostic");

  private static final int LAST_LINES = 12;

  private final List<String> errors = new ArrayList<>();
  private final List<String> printed = new ArrayList<>();

  /** What a person is told of a line; empty if nothing. */
  Optional<String> tell(String line) {
    JsonNode message = json(line);
    if (message.isMissingNode()) {
      remember(line);
      return Optional.empty();
    }
    String type = message.path("type").asText();
    if (!TOLD.contains(type) || message.at("/changes/operation").asText().equals("plan")) {
      return Optional.empty();
    }
    return type.equals("diagnostic")
        ? tell(message.path("diagnostic"))
        : Optional.of(message.path("@message").asText());
  }

  /** An error is told once, as the reason of the failure. */
  private Optional<String> tell(JsonNode diagnostic) {
    String what = text(diagnostic);
    if (diagnostic.path("severity").asText().equals("error")) {
      errors.add(what);
      return Optional.empty();
    }
    return Optional.of(what);
  }

  private static JsonNode json(String line) {
    try {
      return line.startsWith("{") ? JSON.readTree(line) : MissingNode.getInstance();
    } catch (JsonProcessingException text) {
      return MissingNode.getInstance();
    }
  }

  private static String text(JsonNode diagnostic) {
    String address = diagnostic.path("address").asText();
    String detail = diagnostic.path("detail").asText().strip();
    return (address.isEmpty() ? "" : address + ": ")
        + diagnostic.path("summary").asText().strip()
        + (detail.isEmpty() ? "" : ": " + detail.replaceAll("\\s+", " "));
  }

  private void remember(String line) {
    if (line.startsWith("Error")) {
      printed.clear();
    }
    if (!line.isBlank()) {
      printed.add(line.strip());
      if (printed.size() > LAST_LINES) {
        printed.remove(0);
      }
    }
  }

  /** Why it failed, as it says itself: its errors, else the last that it printed. */
  String reason() {
    return String.join("; ", errors.isEmpty() ? printed : errors);
  }

  /** Whether another Terraform works on the same state. */
  boolean isLocked() {
    return reason().contains("Error acquiring the state lock");
  }

  /** Whether the state has changed since the plan was made. */
  boolean isStale() {
    return reason().contains("Saved plan is stale");
  }
}
