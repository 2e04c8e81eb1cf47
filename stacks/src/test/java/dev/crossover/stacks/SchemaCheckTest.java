package dev.crossover.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaCheckTest {
  private static final ProviderSchema SCHEMA = ProviderSchema.of745();

  @Test
  void acceptsWhatTheProviderAccepts() throws Exception {
    assertThat(
            problems(
                "google_storage_bucket",
                """
{"name": "b", "location": "EU", "count": "${var.n}", "force_destroy": false,
 "labels": {"a": "b"}, "lifecycle": {"ignore_changes": ["labels", "versioning[0].enabled"]},
 "versioning": {"enabled": true}, "lifecycle_rule": [
   {"action": {"type": "Delete"}, "condition": {"age": 3}}]}
"""))
        .isEmpty();
  }

  @Test
  void namesTheNearestOfAnUnknownAttribute() throws Exception {
    assertThat(problems("google_storage_bucket", "{\"name\": \"b\", \"locaton\": \"EU\"}"))
        .containsExactly(
            "google_storage_bucket.x.locaton does not exist; the nearest is location",
            "google_storage_bucket.x.location is required and missing");
  }

  @Test
  void findsUnknownAttributesInsideBlocks() throws Exception {
    assertThat(
            problems(
                "google_storage_bucket",
                "{\"name\": \"b\", \"location\": \"EU\", \"soft_delete_policy\":"
                    + " [{\"retention_seconds\": 1}]}"))
        .containsExactly(
            "google_storage_bucket.x.soft_delete_policy.retention_seconds does not exist; the"
                + " nearest is retention_duration_seconds");
  }

  @Test
  void refusesComputedAndDeprecatedAttributes() throws Exception {
    assertThat(
            problems(
                "google_compute_firewall",
                "{\"name\": \"b\", \"network\": \"n\", \"self_link\": \"x\", \"enable_logging\":"
                    + " true}"))
        .containsExactly(
            "google_compute_firewall.x.self_link is computed and cannot be set",
            "google_compute_firewall.x.enable_logging is deprecated");
  }

  @Test
  void refusesOtherTypes() throws Exception {
    assertThat(
            problems(
                "google_pubsub_subscription",
                "{\"name\": \"s\", \"topic\": \"t\", \"ack_deadline_seconds\": \"600\", \"labels\":"
                    + " [\"a\"]}"))
        .containsExactly(
            "google_pubsub_subscription.x.ack_deadline_seconds must be \"number\", got \"600\"",
            "google_pubsub_subscription.x.labels must be [\"map\",\"string\"], got [\"a\"]");
  }

  @Test
  void countsBlocks() throws Exception {
    assertThat(
            problems(
                "google_eventarc_trigger",
                "{\"name\": \"t\", \"location\": \"l\", \"destination\": [{}, {}]}"))
        .containsExactly(
            "google_eventarc_trigger.x.destination must be there at most 1 times, got 2",
            "google_eventarc_trigger.x.matching_criteria must be there at least 1 times, got 0");
  }

  @Test
  void knowsWhichProviderHasAResource() throws Exception {
    assertThat(problems("google_dataflow_flex_template_job", "{\"name\": \"j\"}"))
        .containsExactly(
            "google_dataflow_flex_template_job.x is of a type that google does not have; the"
                + " nearest is google_dataflow_job");
  }

  @Test
  void refusesReferencesToNothing() throws Exception {
    assertThat(
            problems(
                "google_storage_bucket",
                """
                {"name": "${google_pubsub_topic.t.name}", "location": "EU",
                 "project": "${google_storage_bucket.x.nmae}",
                 "depends_on": ["google_project_service.y"],
                 "lifecycle": {"ignore_changes": ["lable"], "prevent_destruction": true}}
                """))
        .containsExactly(
            "google_storage_bucket.x.lifecycle.prevent_destruction does not exist; the nearest is"
                + " prevent_destroy",
            "google_storage_bucket.x ignores changes of lable, which does not exist",
            "resource.google_storage_bucket.x.name refers to google_pubsub_topic.t.name, which is"
                + " not declared",
            "resource.google_storage_bucket.x.project refers to google_storage_bucket.x.nmae: no"
                + " such attribute",
            "resource.google_storage_bucket.x.depends_on refers to google_project_service.y, which"
                + " is not declared");
  }

  @Test
  void looksIntoDynamicBlocks() throws Exception {
    assertThat(
            problems(
                "google_storage_bucket",
                """
                {"name": "b", "location": "EU", "dynamic": {
                  "versioning": {"for_each": "${[1]}", "content": {"enabld": true}},
                  "location": {"for_each": "${[1]}", "content": {}}}}
                """))
        .containsExactly(
            "google_storage_bucket.x.versioning.enabld does not exist; the nearest is enabled",
            "google_storage_bucket.x.versioning.enabled is required and missing",
            "google_storage_bucket.x.location is no block, and cannot be dynamic");
  }

  @Test
  void checksTheProvidersThemselves() throws Exception {
    assertThat(
            SchemaCheck.problems(
                SCHEMA,
                new JsonMapper().readTree("{\"provider\": {\"google\": [{\"projekt\": \"p\"}]}}")))
        .containsExactly("provider.google.projekt does not exist; the nearest is project");
  }

  private static List<String> problems(String type, String body) throws Exception {
    return SchemaCheck.problems(
        SCHEMA,
        new JsonMapper()
            .readTree(
                "{\"provider\": {\"google\": [{}]}, \"resource\": {\"%s\": {\"x\": %s}}}"
                    .formatted(type, body)));
  }
}
