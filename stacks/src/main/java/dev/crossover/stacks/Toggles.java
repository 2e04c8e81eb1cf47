package dev.crossover.stacks;

import com.hashicorp.cdktf.Precondition;
import com.hashicorp.cdktf.TerraformVariable;
import dev.crossover.contract.GoogleCloud;
import java.util.List;
import java.util.Map;
import software.constructs.Construct;

/** The two variables of the live stack, with the settings as their defaults. */
final class Toggles {
  private final boolean liveOnly;

  Toggles(Construct scope, GoogleCloud cloud) {
    liveOnly = cloud.strategy() == GoogleCloud.Strategy.LIVE_ONLY;
    variable(
        scope,
        "skip_dataflow",
        "Whether the live job is left out: true until the bulk load is complete.",
        cloud.live().skipDataflow());
    variable(
        scope,
        "enable_backfill",
        "Whether the stream reads the tables too: only without a bulk load.",
        cloud.capture().enableBackfill());
  }

  private static void variable(Construct scope, String name, String description, boolean value) {
    TerraformVariable.Builder.create(scope, name)
        .type("bool")
        .description(description)
        .defaultValue(value)
        .nullable(false)
        .build();
  }

  String countOfLiveJob() {
    return "${var.skip_dataflow ? 0 : 1}";
  }

  /** The block that a stream must have one of; which one is decided at plan. */
  Map<String, Object> backfill() {
    return Map.of(
        "backfill_all", block("${var.enable_backfill ? [1] : []}"),
        "backfill_none", block("${var.enable_backfill ? [] : [1]}"));
  }

  private static Map<String, Object> block(String forEach) {
    return Map.of("for_each", forEach, "content", Map.of());
  }

  /** What a plan is refused for: pairs that the strategy has no use for. */
  List<Precondition> legal() {
    return List.of(
        Precondition.builder()
            .condition("${var.enable_backfill == " + liveOnly + "}")
            .errorMessage(
                liveOnly
                    ? "enable_backfill must be true: with strategy live-only nothing else moves"
                        + " the rows that exist."
                    : "enable_backfill must be false: with strategy bulk-then-live every row would"
                        + " be moved twice.")
            .build(),
        Precondition.builder()
            .condition("${!(var.enable_backfill && var.skip_dataflow)}")
            .errorMessage(
                "skip_dataflow must be false when enable_backfill is true: nobody would read what"
                    + " the backfill writes.")
            .build());
  }
}
