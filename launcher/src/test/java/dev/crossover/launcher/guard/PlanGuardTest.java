package dev.crossover.launcher.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.terraform.PlanFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanGuardTest {

  @Test
  void passesAPlanThatChangesNothing() {
    PlanGuard.Verdict verdict = judge("no-change");
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.told()).isEmpty();
  }

  @Test
  void passesTheFirstPlanOfAnEnvironment() {
    PlanGuard.Verdict verdict = judge("create");
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.told()).hasSize(9);
  }

  @Test
  void refusesToReplaceTheStreamAndNamesTheAttribute() {
    PlanGuard.Verdict verdict = judge("replaces-stream");
    assertThat(verdict.refused())
        .containsExactly(
            "replace google_datastream_stream.cdc (location: \"europe-west1\" -> \"europe-west4\"):"
                + " changes since the stream started would be lost; nobody says where the migration"
                + " is");
  }

  @Test
  void refusesToDestroyTheSubscriptionAndSaysWhyItGoes() {
    PlanGuard.Verdict verdict = judge("destroys-subscription");
    assertThat(verdict.refused())
        .containsExactly(
            "delete google_pubsub_subscription.cdc (it is not in the configuration): changes since"
                + " the stream started would be lost; nobody says where the migration is");
  }

  @Test
  void tellsUpdatesInPlace() {
    PlanGuard.Verdict verdict = judge("updates-in-place");
    assertThat(verdict.passed()).isTrue();
    assertThat(told(verdict))
        .containsExactly(
            "update google_pubsub_subscription.cdc (ack_deadline_seconds: 600 -> 300)",
            "update google_spanner_instance.target (processing_units: 1000 -> 2000)");
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"PLANNED", "COMPLETED"})
  void letsCaptureGoBeforeAndAfterTheMigration(Phase phase) {
    assertThat(PlanGuard.judge(file("replaces-stream"), Optional.of(phase)).passed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Phase.class,
      names = {"PLANNED", "COMPLETED"},
      mode = EnumSource.Mode.EXCLUDE)
  void keepsCaptureInEveryPhaseBetween(Phase phase) {
    assertThat(PlanGuard.judge(file("replaces-stream"), Optional.of(phase)).refused())
        .singleElement()
        .asString()
        .endsWith("would be lost in phase " + phase);
  }

  @ParameterizedTest
  @CsvSource({
    "google_datastream_stream",
    "google_storage_bucket",
    "google_storage_notification",
    "google_pubsub_topic",
    "google_pubsub_subscription",
    "google_spanner_instance",
    "google_spanner_database"
  })
  void refusesToLoseWhatAMigrationStandsOn(String type) {
    for (String actions :
        List.of("\"delete\"", "\"create\", \"delete\"", "\"delete\", \"create\"", "\"forget\"")) {
      assertThat(judge(type, "x", actions, Optional.empty()).passed())
          .as("%s of %s", actions, type)
          .isFalse();
    }
  }

  @Test
  void neverLetsTheTargetGoOnceRowsAreInIt() {
    assertThat(
            judge("google_spanner_database", "d", "\"delete\"", Optional.of(Phase.COMPLETED))
                .refused())
        .containsExactly(
            "delete google_spanner_database.d: the rows that were moved would be lost in phase"
                + " COMPLETED");
  }

  @Test
  void refusesAPlanThatEndedWithAnError() {
    assertThat(
            PlanGuard.judge(
                    plan("{\"format_version\": \"1.2\", \"errored\": true}"), Optional.empty())
                .refused())
        .containsExactly("the plan ended with an error and is not complete; plan again");
  }

  @Test
  void neverRepeatsASensitiveValue() {
    PlanGuard.Verdict verdict =
        PlanGuard.judge(
            plan(
                """
{"format_version": "1.2", "resource_changes": [{
  "address": "google_storage_bucket.b", "type": "google_storage_bucket",
  "change": {"actions": ["delete", "create"], "replace_paths": [["key", 0, "value"]],
    "before": {"key": [{"value": "old"}]}, "after": {"key": [{"value": "new"}]},
    "before_sensitive": {"key": [{"value": true}]}, "after_sensitive": {}}}]}
"""),
            Optional.empty());
    assertThat(verdict.refused())
        .containsExactly(
            "replace google_storage_bucket.b (key[0].value): changes since the stream started would"
                + " be lost; nobody says where the migration is");
  }

  @ParameterizedTest
  @CsvSource({"{}", "not JSON", "'{\"format_version\": \"2.0\"}'"})
  void saysHowToMakeAPlanWhenItIsNone(String text) {
    assertThatThrownBy(() -> plan(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("terraform show -json");
  }

  private static PlanGuard.Verdict judge(
      String type, String name, String actions, Optional<Phase> phase) {
    return PlanGuard.judge(
        plan(
            """
            {"format_version": "1.2", "resource_changes": [{
              "address": "%s.%s", "type": "%s", "change": {"actions": [%s]}}]}
            """
                .formatted(type, name, type, actions)),
        phase);
  }

  private static PlanGuard.Verdict judge(String plan) {
    return PlanGuard.judge(file(plan), Optional.empty());
  }

  private static Path file(String plan) {
    return Path.of("src/test/resources/plans/plan-" + plan + ".json");
  }

  private static List<String> told(PlanGuard.Verdict verdict) {
    return verdict.told().stream().map(PlannedChange::toString).toList();
  }

  private static Plan plan(String text) {
    return Plan.of(PlanFile.parse(text));
  }
}
