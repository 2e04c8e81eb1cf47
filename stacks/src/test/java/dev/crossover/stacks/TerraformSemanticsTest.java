package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What Terraform itself makes of counts, preconditions and protection. Every resource is replaced
 * by Terraform's own {@code terraform_data} with the same address, count, lifecycle and
 * dependencies, so that the real Terraform plans and applies without a provider.
 */
class TerraformSemanticsTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;

  @Test
  void theToggleAddsExactlyTheLiveJob() {
    Terraform terraform = initialised("shop-dev-live");
    terraform.succeed("apply", "-auto-approve");
    assertThat(terraform.succeed("plan")).contains("No changes.");
    assertThat(terraform.succeed("plan", "-var", "skip_dataflow=false"))
        .contains("terraform_data.google_dataflow_flex_template_job-live[0] will be created")
        .contains("Plan: 1 to add, 0 to change, 0 to destroy.");
  }

  @Test
  void aDeployThatForgetsTheToggleIsRefusedOnceTheLiveJobRuns() {
    Terraform terraform = initialised("shop-dev-live");
    terraform.succeed("apply", "-auto-approve", "-var", "skip_dataflow=false");
    Terraform.Result result = terraform.run("plan");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .contains("Instance cannot be destroyed")
        .contains("terraform_data.google_dataflow_flex_template_job-live[0]");
  }

  @Test
  void aBackfillBesideABulkLoadIsRefusedAtPlan() {
    Terraform terraform = initialised("shop-dev-live");
    Terraform.Result result = terraform.run("plan", "-var", "enable_backfill=true");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output()).contains("enable_backfill must be false");
  }

  @Test
  void aLiveOnlyMigrationNeedsItsBackfillAndItsJob() {
    Terraform terraform = initialised("ledger-dev-live");
    assertThat(terraform.run("plan").exit()).isZero();
    assertThat(terraform.run("plan", "-var", "enable_backfill=false").output())
        .contains("enable_backfill must be true");
    assertThat(terraform.run("plan", "-var", "skip_dataflow=true").output())
        .contains("skip_dataflow must be false");
  }

  @Test
  void whatIsProtectedCannotBeDestroyed() {
    Terraform terraform = initialised("shop-dev-live");
    terraform.succeed("apply", "-auto-approve");
    Terraform.Result result = terraform.run("plan", "-destroy");
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.output())
        .contains("Instance cannot be destroyed")
        .contains("terraform_data.google_datastream_stream-source-stream");
  }

  @Test
  void aBulkJobThatEndedIsNotStartedAgainByTheSameRun() {
    Terraform terraform = initialised("shop-dev-bulk");
    terraform.succeed("apply", "-auto-approve");
    inAnotherSecond();
    // What the provider does to a job in a terminal state when it refreshes.
    terraform.succeed("state", "rm", "terraform_data.google_dataflow_flex_template_job-bulk[0]");
    assertThat(terraform.succeed("plan")).contains("No changes.");
  }

  @Test
  void aBulkJobThatRunsIsLeftToItself() {
    Terraform terraform = initialised("shop-dev-bulk");
    terraform.succeed("apply", "-auto-approve");
    inAnotherSecond();
    // Only the state forgets it: the job's deletion_policy is ABANDON.
    assertThat(terraform.succeed("plan")).contains("Plan: 0 to add, 0 to change, 1 to destroy.");
  }

  @Test
  void anotherRunStartsAnotherBulkJob() {
    Terraform terraform = initialised("shop-dev-bulk");
    terraform.succeed("apply", "-auto-approve");
    Terraform next = Terraform.in(folder, standIns("shop-dev-bulk").replace("\"r1\"", "\"r2\""));
    assertThat(next.succeed("plan"))
        .contains("terraform_data.google_dataflow_flex_template_job-bulk[0]")
        .contains("terraform_data.bulk-run must be replaced");
  }

  /** Terraform's plan time has seconds; a real plan and apply take minutes. */
  private static void inAnotherSecond() {
    long second = Instant.now().getEpochSecond();
    while (Instant.now().getEpochSecond() == second) {
      Thread.onSpinWait();
    }
  }

  private Terraform initialised(String stack) {
    Terraform terraform = Terraform.in(folder, standIns(stack));
    terraform.succeed("init");
    terraform.succeed("validate");
    return terraform;
  }

  private static String standIns(String name) {
    JsonNode stack = Samples.get().stack(name);
    ObjectNode result = JSON.createObjectNode();
    if (stack.has("variable")) {
      result.set("variable", stack.get("variable"));
    }
    ObjectNode data = result.putObject("resource").putObject("terraform_data");
    stack
        .path("resource")
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .properties()
                    .forEach(
                        named -> {
                          if (type.getKey().equals("terraform_data")) {
                            data.set(named.getKey(), named.getValue());
                          } else {
                            data.set(
                                type.getKey() + "-" + named.getKey(), standIn(named.getValue()));
                          }
                        }));
    return result.toString();
  }

  private static ObjectNode standIn(JsonNode resource) {
    ObjectNode standIn = JSON.createObjectNode();
    if (resource.has("count")) {
      standIn.set("count", resource.get("count"));
      standIn.put("input", resource.path("name").asText());
    }
    if (resource.has("lifecycle")) {
      ObjectNode lifecycle = resource.get("lifecycle").deepCopy();
      if (lifecycle.path("ignore_changes").isArray()) {
        lifecycle.remove("ignore_changes");
      }
      // A stand-in has no state that a stream could be in.
      if (lifecycle.path("precondition").toString().contains("google_datastream_stream.")) {
        lifecycle.remove("precondition");
      }
      standIn.set("lifecycle", lifecycle);
    }
    ArrayNode dependsOn = standIn.putArray("depends_on");
    for (JsonNode address : resource.path("depends_on")) {
      String text = address.asText();
      if (text.startsWith("terraform_data.")) {
        dependsOn.add(text);
      } else if (!text.startsWith("data.")) {
        dependsOn.add("terraform_data." + text.replaceFirst("\\.", "-"));
      }
    }
    return standIn;
  }
}
