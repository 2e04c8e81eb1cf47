package dev.crossover.launcher.deploy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What a deploy did. The components are keys of the JSON answer.
 *
 * @param applied whether anything was changed
 * @param outcome the same in words
 * @param changes what the plan does, or did
 * @param outputs of the stack, by name
 * @param files where plan and logs are; empty if nothing was planned
 */
public record DeployReport(
    String stack,
    boolean applied,
    String outcome,
    List<String> changes,
    Map<String, JsonNode> outputs,
    String files) {

  /** The report as a person reads it. */
  @JsonIgnore
  public String text() {
    StringBuilder text = new StringBuilder(stack + ": " + outcome);
    changes.forEach(change -> text.append("\n  ").append(change));
    outputs.forEach(
        (name, value) ->
            text.append("\n  ")
                .append(name)
                .append(" = ")
                .append(value.isTextual() ? value.asText() : value));
    return text.append("\nplan and logs: ").append(files).toString();
  }
}
