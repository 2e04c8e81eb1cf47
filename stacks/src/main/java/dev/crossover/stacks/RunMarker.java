package dev.crossover.stacks;

import com.hashicorp.cdktf.TerraformResourceLifecycle;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.constructs.Construct;

/**
 * Remembers in Terraform's state that a run was started, and when.
 *
 * <p>The provider forgets a job that has ended, and would start it again at the next apply, over
 * live data. {@code input} is known while planning, both new (the plan's own time) and remembered
 * (its change is ignored), so it may decide a {@code count}: 1 in the plan that makes the marker, 0
 * in every later one with the same run.
 */
final class RunMarker extends UntypedResource {
  RunMarker(Construct scope, String id, String runId) {
    super(
        scope,
        id,
        "terraform_data",
        Optional.empty(),
        Optional.of(TerraformResourceLifecycle.builder().ignoreChanges(List.of("input")).build()),
        List.of(),
        Map.of(
            "input",
            Map.of("run_id", runId, "started", "${plantimestamp()}"),
            "triggers_replace",
            List.of(runId)));
  }

  /** How many jobs the plan has: one if it is the plan that starts the run. */
  String countOfNewRun() {
    return "${terraform_data.%s.input.started == plantimestamp() ? 1 : 0}".formatted(address());
  }

  String started() {
    return "${terraform_data.%s.input.started}".formatted(address());
  }

  private String address() {
    return getNode().getId();
  }
}
