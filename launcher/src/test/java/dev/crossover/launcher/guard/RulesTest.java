package dev.crossover.launcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.terraform.PlanFile;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final String JOB = "google_dataflow_flex_template_job";
  private static final String BUCKET = "google_storage_bucket";

  /** The rest of what may be set below an attribute, for a value that is one level deep. */
  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "google_datastream_stream | `{\"desired_state\":\"RUNNING\"}` |"
            + " `{\"desired_state\":\"PAUSED\"}` | desired_state: \"RUNNING\" -> \"PAUSED\"",
        "google_datastream_stream | `{\"source_config\":[{\"source_connection_profile\":\"a\"}]}` |"
            + " `{\"source_config\":[{\"source_connection_profile\":\"b\"}]}` |"
            + " source_config[0].source_connection_profile",
        "google_datastream_stream |"
            + " `{\"source_config\":[{\"mysql_source_config\":[{\"gtid\":[{}]}]}]}` |"
            + " `{\"source_config\":[{\"mysql_source_config\":[{\"gtid\":[]}]}]}` |"
            + " source_config[0].mysql_source_config[0].gtid[0]: {} -> null",
        "google_datastream_stream |"
            + " `{\"destination_config\":[{\"gcs_destination_config\":[{\"path\":\"/a\"}]}]}` |"
            + " `{\"destination_config\":[{\"gcs_destination_config\":[{\"path\":\"/b\"}]}]}` |"
            + " gcs_destination_config[0].path",
        "google_datastream_connection_profile | `{\"mysql_profile\":[{\"port\":3306}]}` |"
            + " `{\"mysql_profile\":[{\"port\":3307}]}` | mysql_profile[0].port: 3306 -> 3307",
        "google_datastream_connection_profile | `{\"gcs_profile\":[{\"root_path\":\"/\"}]}` |"
            + " `{\"gcs_profile\":[{\"root_path\":\"/x\"}]}` | gcs_profile[0].root_path",
        "google_pubsub_topic | `{\"message_retention_duration\":\"2678400s\"}` |"
            + " `{\"message_retention_duration\":null}` | message_retention_duration",
        "google_pubsub_subscription | `{\"expiration_policy\":[{\"ttl\":\"\"}]}` |"
            + " `{\"expiration_policy\":[{\"ttl\":\"86400s\"}]}` | expiration_policy[0].ttl",
        "google_pubsub_subscription | `{\"dead_letter_policy\":[]}` |"
            + " `{\"dead_letter_policy\":[{\"max_delivery_attempts\":5}]}` | dead_letter_policy[0]",
        "google_pubsub_subscription | `{\"push_config\":[]}` |"
            + " `{\"push_config\":[{\"push_endpoint\":\"https://x\"}]}` | push_config[0]",
        "google_storage_bucket |"
            + " `{\"soft_delete_policy\":[{\"retention_duration_seconds\":604800}]}` |"
            + " `{\"soft_delete_policy\":[{\"retention_duration_seconds\":0}]}` |"
            + " retention_duration_seconds: 604800 -> 0",
        "google_storage_bucket | `{\"retention_policy\":[{\"retention_period\":9}]}` |"
            + " `{\"retention_policy\":[]}` | retention_policy[0].retention_period",
        "google_dataflow_flex_template_job | `{\"parameters\":{\"gcsPubSubSubscription\":\"a\"}}` |"
            + " `{\"parameters\":{\"gcsPubSubSubscription\":\"b\"}}` |"
            + " parameters.gcsPubSubSubscription",
        "google_dataflow_flex_template_job | `{\"parameters\":{\"shadowTablePrefix\":\"a\"}}` |"
            + " `{\"parameters\":{\"shadowTablePrefix\":\"b\"}}` | parameters.shadowTablePrefix",
      })
  void refusesAValueThatLoses(String type, String before, String after, String cause) {
    PlanGuard.Verdict verdict = judge(plan(type, before, after, "{}"), Optional.of(Phase.APPLYING));
    assertThat(verdict.refused()).singleElement().asString().contains(cause);
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "google_datastream_stream |"
            + " `{\"source_config\":[{\"mysql_source_config\":[{\"max_concurrent_cdc_tasks\":5}]}]}`"
            + " | `{\"source_config\":[{\"mysql_source_config\":[{\"max_concurrent_cdc_tasks\":9}]}]}`",
        "google_datastream_stream |"
            + " `{\"destination_config\":[{\"gcs_destination_config\":[{\"file_rotation_mb\":5}]}]}`"
            + " | `{\"destination_config\":[{\"gcs_destination_config\":[{\"file_rotation_mb\":9}]}]}`",
        "google_datastream_stream | `{\"desired_state\":\"NOT_STARTED\"}` |"
            + " `{\"desired_state\":\"RUNNING\"}`",
        "google_datastream_connection_profile | `{\"mysql_profile\":[{\"username\":\"a\"}]}` |"
            + " `{\"mysql_profile\":[{\"username\":\"b\"}]}`",
        "google_pubsub_topic | `{\"message_retention_duration\":\"600s\"}` |"
            + " `{\"message_retention_duration\":\"2678400s\"}`",
        "google_storage_bucket | `{\"labels\":{\"a\":\"b\"}}` | `{\"labels\":{\"a\":\"c\"}}`",
        "google_dataflow_flex_template_job | `{\"max_workers\":2}` | `{\"max_workers\":4}`",
      })
  void tellsAValueThatLosesNothing(String type, String before, String after) {
    PlanGuard.Verdict verdict = judge(plan(type, before, after, "{}"), Optional.empty());
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.told()).hasSize(1);
  }

  @Test
  void takesAValueThatIsNotKnownYetForTheWorst() {
    PlanGuard.Verdict verdict =
        judge(
            plan(
                "google_pubsub_subscription",
                "{\"message_retention_duration\": \"600s\"}",
                "{}",
                "{\"message_retention_duration\": true}"),
            Optional.of(Phase.CAPTURING));
    assertThat(verdict.refused())
        .singleElement()
        .asString()
        .contains("message_retention_duration: \"600s\" -> not known yet");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "google_pubsub_topic_iam_member",
        "google_storage_bucket_iam_member",
        "google_pubsub_subscription_iam_member",
        "google_secret_manager_secret_iam_member",
        "google_spanner_database_iam_member",
        "google_project_iam_member",
        "google_service_account",
        "google_datastream_connection_profile",
        "google_datastream_private_connection",
        "google_compute_firewall",
        "google_compute_subnetwork",
        "google_compute_network"
      })
  void keepsWhatDeliversInTheLiveStackOnly(String type) {
    for (String actions : Set.of("\"delete\"", "\"create\", \"delete\"", "\"forget\"")) {
      assertThat(judge(inStack("live", type, actions), Optional.of(Phase.BULK_LOADING)).refused())
          .as(actions)
          .hasSize(1);
      assertThat(judge(inStack("handoff", type, actions), Optional.empty()).passed())
          .as(actions)
          .isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"Delete\"` | `[]` | false",
        "`\"Delete\"` | `[\"changes/\"]` | false",
        "`\"Delete\"` | `[\"applied/\", \"dead-letters/\"]` | false",
        "`\"Delete\"` | `[\"applied/\"]` | true",
        "`\"Delete\"` | `[\"temp/\", \"applied/eu/\"]` | true",
        "`\"SetStorageClass\"` | `[]` | true",
        "`\"AbortIncompleteMultipartUpload\"` | `[]` | true",
      })
  void letsARuleDeleteWhatIsDoneWithOnly(String action, String prefixes, boolean passes) {
    String rule =
        "{\"lifecycle_rule\": [{\"action\": [{\"type\": %s}], \"condition\": [{\"age\": 30,"
            + " \"matches_prefix\": %s}]}]}";
    String after = rule.formatted(action, prefixes);
    assertThat(judge(plan(BUCKET, "{}", after, "{}"), Optional.empty()).passed()).isEqualTo(passes);
    assertThat(judge(plan(BUCKET, after, after, "{}"), Optional.empty()).passed()).isTrue();
  }

  @Test
  void startsABulkJobBetweenCaptureAndLiveAndNotWithoutAPhase() {
    assertThat(phases("bulk", "\"create\"", "{}"))
        .containsExactly(Phase.CAPTURING, Phase.BULK_LOADING);
    assertThat(judge(inStack("bulk", JOB, "\"create\""), Optional.empty()).refused())
        .containsExactly(
            "create "
                + JOB
                + ".x: a bulk load would write old rows over new ones; nobody says where the"
                + " migration is");
  }

  @Test
  void startsALiveJobAfterTheBulkLoadAndBeforeTheJournal() {
    assertThat(phases("live", "\"create\"", "{\"enable_backfill\": {\"value\": \"false\"}}"))
        .containsExactly(
            Phase.APPLYING, Phase.READY, Phase.FENCED, Phase.CAUGHT_UP, Phase.VERIFIED);
  }

  @Test
  void startsALiveJobAtOnceIfTheStreamReadsTheTablesToo() {
    assertThat(phases("live", "\"create\"", "{\"enable_backfill\": {\"value\": true}}"))
        .containsExactly(
            Phase.PLANNED,
            Phase.CAPTURING,
            Phase.APPLYING,
            Phase.READY,
            Phase.FENCED,
            Phase.CAUGHT_UP,
            Phase.VERIFIED);
  }

  @Test
  void removesALiveJobBeforeApplyingAndAfterTheMigrationOnly() {
    assertThat(phases("live", "\"delete\"", "{}"))
        .containsExactly(Phase.PLANNED, Phase.CAPTURING, Phase.BULK_LOADING, Phase.COMPLETED);
    assertThat(judge(inStack("live", JOB, "\"delete\""), Optional.empty()).passed()).isFalse();
  }

  @Test
  void letsABulkJobGoInEveryPhase() {
    assertThat(phases("bulk", "\"delete\"", "{}")).containsExactly(Phase.values());
    assertThat(judge(inStack("bulk", JOB, "\"delete\""), Optional.empty()).passed()).isTrue();
  }

  @Test
  void takesAJobForTheWorstIfThePlanDoesNotSayItsStack() {
    assertThat(judge(jobPlan("", JOB, "\"create\"", "{}"), Optional.empty()).passed()).isFalse();
    assertThat(judge(jobPlan("", JOB, "\"delete\"", "{}"), Optional.empty()).passed()).isFalse();
  }

  private static Set<Phase> phases(String stack, String actions, String variables) {
    Set<Phase> passed = EnumSet.noneOf(Phase.class);
    Stream.of(Phase.values())
        .filter(
            phase ->
                judge(jobPlan(output(stack), JOB, actions, variables), Optional.of(phase)).passed())
        .forEach(passed::add);
    return passed;
  }

  private static String inStack(String stack, String type, String actions) {
    return jobPlan(output(stack), type, actions, "{}");
  }

  private static String output(String stack) {
    return "\"stack\": {\"actions\": [\"create\"], \"before\": null, \"after\": \"" + stack + "\"}";
  }

  private static String plan(String type, String before, String after, String unknown) {
    return """
    {"format_version": "1.2", "resource_changes": [{
      "address": "%s.x", "type": "%s", "change": {"actions": ["update"],
      "before": %s, "after": %s, "after_unknown": %s}}]}
    """
        .formatted(type, type, before, after, unknown);
  }

  private static String jobPlan(String outputs, String type, String actions, String variables) {
    return """
    {"format_version": "1.2", "variables": %s, "output_changes": {%s}, "resource_changes": [{
      "address": "%s.x", "type": "%s", "change": {"actions": [%s]}}]}
    """
        .formatted(variables, outputs, type, type, actions);
  }

  private static PlanGuard.Verdict judge(String plan, Optional<Phase> phase) {
    return PlanGuard.judge(plan(plan), phase);
  }

  private static Plan plan(String text) {
    return Plan.of(PlanFile.parse(text));
  }
}
