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

  /** Not: the program's version, the refreshing of each resource, outputs, log lines. */
  private static final Set<String> TOLD =
      Set.of(
          "planned_change",
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
  private final List<String> text = new ArrayList<>();

  /** What a person is told of a line; empty if nothing. */
  Optional<String> tell(String line) {
    JsonNode message = json(line);
    if (message.isMissingNode()) {
      remember(line);
      return Optional.empty();
    }
    String type = message.path("type").asText();
    if (!TOLD.contains(type)) {
      return Optional.empty();
    }
    if (type.equals("diagnostic")) {
      String what = diagnostic(message.path("diagnostic"));
      if (message.path("diagnostic").path("severity").asText().equals("error")) {
        errors.add(what);
      }
      return Optional.of(what);
    }
    return Optional.of(message.path("@message").asText());
  }

  private static JsonNode json(String line) {
    try {
      return line.startsWith("{") ? JSON.readTree(line) : MissingNode.getInstance();
    } catch (JsonProcessingException text) {
      return MissingNode.getInstance();
    }
  }

  private static String diagnostic(JsonNode diagnostic) {
    String address = diagnostic.path("address").asText();
    String detail = diagnostic.path("detail").asText().strip();
    return (address.isEmpty() ? "" : address + ": ")
        + diagnostic.path("summary").asText().strip()
        + (detail.isEmpty() ? "" : ": " + detail.replaceAll("\\s+", " "));
  }

  private void remember(String line) {
    if (!line.isBlank()) {
      text.add(line.strip());
      if (text.size() > LAST_LINES) {
        text.remove(0);
      }
    }
  }

  /** Why it failed, as it says itself: its errors, else the last that it printed. */
  String reason() {
    return String.join("; ", errors.isEmpty() ? text : errors);
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
