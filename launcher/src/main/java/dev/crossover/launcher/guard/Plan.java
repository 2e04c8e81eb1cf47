package dev.crossover.launcher.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A plan, as {@code terraform show -json} prints it
 * (developer.hashicorp.com/terraform/internals/json-format, format 1).
 *
 * @param changes all but what stays as it is and what is only read
 */
record Plan(List<PlannedChange> changes, boolean errored) {
  private static final JsonMapper JSON = new JsonMapper();

  private static final Map<String, String> REASONS =
      Map.of(
          "delete_because_no_resource_config", "it is not in the configuration",
          "delete_because_no_module", "its module is not in the configuration",
          "delete_because_wrong_repetition", "it has a count now, or has none any more",
          "delete_because_count_index", "its count is lower now",
          "delete_because_each_key", "its key is not in for_each any more",
          "replace_because_tainted", "it is tainted",
          "replace_by_request", "the plan was asked to replace it",
          "replace_by_triggers", "replace_triggered_by names something that changes");

  static Plan read(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new SettingsException("cannot read the plan " + file + "; check the path", e);
    }
  }

  static Plan parse(String text) {
    JsonNode plan;
    try {
      plan = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      // The parser's own message quotes the plan, which may hold sensitive values.
      throw notAPlan();
    }
    if (!plan.path("format_version").asText().startsWith("1.")) {
      throw notAPlan();
    }
    List<PlannedChange> changes = new ArrayList<>();
    plan.path("resource_changes").forEach(change -> change(change).ifPresent(changes::add));
    return new Plan(List.copyOf(changes), plan.path("errored").asBoolean());
  }

  private static SettingsException notAPlan() {
    return new SettingsException(
        "not a plan in JSON of format 1; make it with `terraform plan -out PLAN` and `terraform"
            + " show -json PLAN > PLAN.json`");
  }

  private static Optional<PlannedChange> change(JsonNode change) {
    Set<String> actions = new TreeSet<>();
    change.path("change").path("actions").forEach(action -> actions.add(action.asText()));
    return kind(actions)
        .map(
            kind ->
                new PlannedChange(
                    change.path("address").asText(),
                    change.path("type").asText(),
                    kind,
                    causes(kind, change)));
  }

  private static Optional<PlannedChange.Kind> kind(Set<String> actions) {
    if (actions.contains("delete")) {
      return Optional.of(
          actions.contains("create") ? PlannedChange.Kind.REPLACE : PlannedChange.Kind.DELETE);
    }
    if (actions.contains("forget")) {
      return Optional.of(PlannedChange.Kind.FORGET);
    }
    if (actions.contains("update")) {
      return Optional.of(PlannedChange.Kind.UPDATE);
    }
    return actions.contains("create") ? Optional.of(PlannedChange.Kind.CREATE) : Optional.empty();
  }

  private static List<String> causes(PlannedChange.Kind kind, JsonNode change) {
    List<String> causes = new ArrayList<>();
    JsonNode values = change.path("change");
    if (kind == PlannedChange.Kind.REPLACE) {
      values.path("replace_paths").forEach(path -> causes.add(difference(path, values)));
    }
    if (kind == PlannedChange.Kind.UPDATE) {
      causes.addAll(changed(values));
    }
    String reason = REASONS.get(change.path("action_reason").asText());
    if (reason != null) {
      causes.add(reason);
    }
    return causes;
  }

  /** One attribute with its values before and after, unless they are objects or sensitive. */
  private static String difference(JsonNode path, JsonNode values) {
    StringBuilder name = new StringBuilder();
    JsonNode before = values.path("before");
    JsonNode after = values.path("after");
    JsonNode sensitive = values.path("before_sensitive");
    JsonNode hidden = values.path("after_sensitive");
    for (JsonNode step : path) {
      boolean index = step.isInt();
      name.append(index ? "[" + step + "]" : (name.isEmpty() ? "" : ".") + step.asText());
      before = index ? before.path(step.asInt()) : before.path(step.asText());
      after = index ? after.path(step.asInt()) : after.path(step.asText());
      sensitive = index ? sensitive.path(step.asInt()) : sensitive.path(step.asText());
      hidden = index ? hidden.path(step.asInt()) : hidden.path(step.asText());
    }
    boolean plain =
        before.isValueNode()
            && after.isValueNode()
            && !sensitive.asBoolean()
            && !hidden.asBoolean();
    return plain ? "%s: %s -> %s".formatted(name, before, after) : name.toString();
  }

  private static List<String> changed(JsonNode values) {
    List<String> changed = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    values.path("before").fieldNames().forEachRemaining(names::add);
    values.path("after").fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      boolean unknown = !values.path("after_unknown").path(name).isMissingNode();
      boolean same = values.path("before").path(name).equals(values.path("after").path(name));
      if (!same && !unknown) {
        changed.add(difference(JSON.createArrayNode().add(name), values));
      }
    }
    return changed;
  }
}
