package dev.crossover.launcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.journal.Phase;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real plans that lose or delay data, each refused with what does it and why. */
class LosingPlansTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "loses-slot | `google_datastream_stream.source-stream"
            + " (source_config[0].postgresql_source_config[0].replication_slot:"
            + " \"crossover_ledger\" -> \"another_slot\"): the stream would go on elsewhere`",
        "loses-publication | `google_datastream_stream.source-stream"
            + " (source_config[0].postgresql_source_config[0].publication: \"crossover_ledger\" ->"
            + " \"another_publication\"): the stream would go on elsewhere`",
        "loses-table | `postgresql_tables[0].table: null -> \"entries\"`",
        "changes-profile-host | `google_datastream_connection_profile.source-profile"
            + " (postgresql_profile[0].hostname: \"10.40.0.5\" -> \"10.40.0.99\"): the stream would"
            + " read another database`",
        "replaces-profile | `replace google_datastream_connection_profile.source-profile (location:"
            + " \"us-central1\" -> \"us-east1\"): the stream would be cut off`",
        "pauses-stream | `google_datastream_stream.source-stream (desired_state: \"RUNNING\" ->"
            + " \"PAUSED\"): the stream would stand still`",
        "loses-bucket-grant | `delete google_storage_bucket_iam_member."
            + "bucket-profile-stream-objectCreator (it is not in the configuration): change files"
            + " would no longer be written, told or read`",
        "loses-reader-grant | `delete google_pubsub_subscription_iam_member.notifications-jobs-read"
            + " (it is not in the configuration): change files would no longer be written`",
        "loses-publisher-grant | `delete google_pubsub_topic_iam_member."
            + "notifications-storage-publishes (it is not in the configuration): change files would"
            + " no longer be written, told or read`",
        "shortens-retention | `google_pubsub_subscription.notifications-subscription"
            + " (message_retention_duration: \"2678400s\" -> \"600s\"): files would wait unseen`",
        "deletes-files-early | `google_storage_bucket.bucket-changes (lifecycle_rule[0] deletes by"
            + " age 1): files that are not applied`",
      })
  void isRefusedWhileAMigrationNeedsCapture(String plan, String refusal) {
    assertThat(judge(plan, Optional.empty()).refused())
        .singleElement()
        .asString()
        .contains(refusal)
        .endsWith("nobody says where the migration is");
    for (Phase phase : Phase.values()) {
      boolean over = phase == Phase.PLANNED || phase == Phase.COMPLETED;
      assertThat(judge(plan, Optional.of(phase)).passed()).as(phase.name()).isEqualTo(over);
    }
  }

  @Test
  void aDeployThatForgetsTheToggleIsRefused() {
    assertThat(judge("removes-live-job", Optional.of(Phase.APPLYING)).refused())
        .containsExactly(
            "delete google_dataflow_flex_template_job.live[0] (its count is lower now): nothing"
                + " would apply the changes any more in phase APPLYING",
            "update google_datastream_stream.source-stream (backfill_all[0]: {} -> null;"
                + " backfill_none[0]: null -> {}): rows would be moved twice, or never in phase"
                + " APPLYING");
  }

  @Test
  void aDeployThatForgetsTheVariableOfABulkLoadIsRefusedToo() {
    for (Phase phase : Phase.values()) {
      boolean needed =
          switch (phase) {
            case PLANNED, CAPTURING, BULK_LOADING, COMPLETED -> false;
            case APPLYING, READY, FENCED, CAUGHT_UP, VERIFIED, JOURNALLED, SWITCHED -> true;
          };
      assertThat(judge("forgets-toggle", Optional.of(phase)).passed())
          .as(phase.name())
          .isEqualTo(!needed);
    }
    assertThat(judge("forgets-toggle", Optional.empty()).refused())
        .containsExactly(
            "delete google_dataflow_flex_template_job.live[0] (its count is lower now): nothing"
                + " would apply the changes any more; nobody says where the migration is");
  }

  @Test
  void aBulkJobIsNotStartedWithoutAPhase() {
    assertThat(judge("starts-bulk-job", Optional.empty()).refused())
        .containsExactly(
            "create google_dataflow_flex_template_job.bulk[0]: a bulk load would write old rows"
                + " over new ones; nobody says where the migration is");
    assertThat(judge("starts-bulk-job", Optional.of(Phase.CAPTURING)).passed()).isTrue();
    assertThat(judge("starts-bulk-job", Optional.of(Phase.APPLYING)).passed()).isFalse();
  }

  @Test
  void theToggleAddsTheLiveJobOnceTheBulkLoadIsOver() {
    Path plan = Path.of("src/test/resources/plans/plan-adds-live-job.json");
    assertThat(PlanGuard.judge(plan, Optional.of(Phase.APPLYING)).told())
        .extracting(PlannedChange::toString)
        .contains("create google_dataflow_flex_template_job.live[0]");
    assertThat(PlanGuard.judge(plan, Optional.of(Phase.APPLYING)).passed()).isTrue();
    assertThat(PlanGuard.judge(plan, Optional.of(Phase.BULK_LOADING)).refused()).hasSize(1);
  }

  @Test
  void aHarmlessChangeOfARunningMigrationPasses() {
    PlanGuard.Verdict verdict = judge("no-change-running", Optional.empty());
    assertThat(verdict.refused()).isEmpty();
    assertThat(verdict.told())
        .extracting(PlannedChange::toString)
        .containsExactly("update google_datastream_connection_profile.source-profile");
  }

  private static PlanGuard.Verdict judge(String plan, Optional<Phase> phase) {
    return PlanGuard.judge(
        Path.of("src/test/resources/plans/losing/plan-" + plan + ".json"), phase);
  }
}
