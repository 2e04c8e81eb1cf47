package dev.crossover.launcher.guard;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.ResourceNames;
import dev.crossover.launcher.terraform.PlanFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the guard looks at in a plan.
 *
 * @param changes all but what stays as it is and what is only read
 * @param stack which stack of an environment it is, by the stack's own output; empty if it does not
 *     say
 * @param backfill whether the stream reads the tables too, so that there is no bulk load
 */
record Plan(
    List<PlannedChange> changes,
    Optional<ResourceNames.Stack> stack,
    boolean backfill,
    boolean errored) {
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

  static Plan of(PlanFile file) {
    JsonNode plan = file.root();
    List<PlannedChange> changes = new ArrayList<>();
    plan.path("resource_changes").forEach(change -> change(change).ifPresent(changes::add));
    return new Plan(
        List.copyOf(changes),
        file.stack(),
        plan.at("/variables/enable_backfill/value").asBoolean(),
        plan.path("errored").asBoolean());
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
                    reasons(kind, change),
                    Difference.of(change.path("change")),
                    change.path("change")));
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

  private static List<String> reasons(PlannedChange.Kind kind, JsonNode change) {
    List<String> reasons = new ArrayList<>();
    if (kind == PlannedChange.Kind.REPLACE) {
      change
          .at("/change/replace_paths")
          .forEach(path -> reasons.add(Difference.at(path, change.path("change")).toString()));
    }
    String reason = REASONS.get(change.path("action_reason").asText());
    if (reason != null) {
      reasons.add(reason);
    }
    return reasons;
  }
}
