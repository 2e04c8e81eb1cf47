package dev.crossover.launcher.guard;

import static dev.crossover.launcher.guard.Rule.changed;
import static dev.crossover.launcher.guard.Rule.has;
import static dev.crossover.launcher.guard.Rule.lost;
import static dev.crossover.launcher.guard.Rule.removed;
import static dev.crossover.launcher.guard.Rule.started;

import com.fasterxml.jackson.databind.JsonNode;
import dev.crossover.contract.ResourceNames.Stack;
import dev.crossover.engine.journal.Phase;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Everything that a plan is refused for. */
final class Rules {
  private static final Set<Stack> ANYWHERE = Set.of();
  private static final Set<Stack> LIVE = EnumSet.of(Stack.LIVE);
  private static final Set<Stack> BULK = EnumSet.of(Stack.BULK);

  /** Before there is anything to lose, and after everything was moved, capture may go. */
  private static final Set<Phase> CAPTURE =
      EnumSet.complementOf(EnumSet.of(Phase.PLANNED, Phase.COMPLETED));

  private static final Set<Phase> TARGET = EnumSet.complementOf(EnumSet.of(Phase.PLANNED));

  private static final Set<Phase> CHANGES_APPLIED =
      EnumSet.of(Phase.APPLYING, Phase.READY, Phase.FENCED, Phase.CAUGHT_UP, Phase.VERIFIED);

  /** A live job is there from APPLYING until the migration is over. */
  private static final Set<Phase> LIVE_JOB =
      with(CHANGES_APPLIED, Phase.JOURNALLED, Phase.SWITCHED);

  /** A bulk load needs the stream before it, and nothing live after it. */
  private static final Set<Phase> NO_BULK_JOB =
      EnumSet.complementOf(EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING));

  private static final Set<Phase> NO_LIVE_JOB = without(CHANGES_APPLIED);

  /** A stream that reads the tables too has its live job from the first moment. */
  private static final Set<Phase> NO_LIVE_JOB_WITH_BACKFILL =
      without(with(CHANGES_APPLIED, Phase.PLANNED, Phase.CAPTURING));

  private static final String CHANGES_LOST = "changes since the stream started would be lost";
  private static final String NOT_TOLD = "files would wait unseen, or be forgotten";
  private static final String NOT_DELIVERED =
      "change files would no longer be written, told or read";
  private static final Set<String> JOBS = Set.of("google_dataflow_flex_template_job");
  private static final Set<String> STREAM = Set.of("google_datastream_stream");
  private static final Set<String> PROFILE = Set.of("google_datastream_connection_profile");
  private static final Set<String> SUBSCRIPTION = Set.of("google_pubsub_subscription");
  private static final Set<String> MESSAGES =
      Set.of("google_pubsub_subscription", "google_pubsub_topic");
  private static final Set<String> BUCKET = Set.of("google_storage_bucket");

  static final List<Rule> ALL =
      List.of(
          new Rule(
              ANYWHERE,
              Set.of(
                  "google_datastream_stream",
                  "google_storage_bucket",
                  "google_storage_notification",
                  "google_pubsub_topic",
                  "google_pubsub_subscription"),
              lost(),
              CAPTURE,
              CHANGES_LOST),
          new Rule(
              ANYWHERE,
              Set.of("google_spanner_instance", "google_spanner_database"),
              lost(),
              TARGET,
              "the rows that were moved would be lost"),
          new Rule(
              LIVE,
              Set.of(
                  "google_datastream_connection_profile",
                  "google_datastream_private_connection",
                  "google_compute_network",
                  "google_compute_subnetwork",
                  "google_compute_firewall"),
              lost(),
              CAPTURE,
              "the stream would be cut off from the source or the bucket, and the source's log may"
                  + " be gone before it is back"),
          new Rule(
              LIVE,
              Set.of(
                  "google_project_iam_member",
                  "google_pubsub_subscription_iam_member",
                  "google_pubsub_topic_iam_member",
                  "google_secret_manager_secret_iam_member",
                  "google_service_account",
                  "google_spanner_database_iam_member",
                  "google_storage_bucket_iam_member"),
              lost(),
              CAPTURE,
              NOT_DELIVERED),
          new Rule(
              ANYWHERE,
              STREAM,
              changed("source_config\\b(?!.*\\.max_concurrent_\\w+_tasks$).*"),
              CAPTURE,
              "the stream would go on elsewhere, or leave something out: " + CHANGES_LOST),
          new Rule(
              ANYWHERE,
              STREAM,
              changed("destination_config\\b(?!.*\\.file_rotation_\\w+$).*"),
              CAPTURE,
              "the live job would not find the files"),
          new Rule(
              ANYWHERE,
              STREAM,
              changed("backfill_(all|none)\\b.*"),
              CAPTURE,
              "rows would be moved twice, or never"),
          new Rule(
              ANYWHERE,
              STREAM,
              changed("desired_state", value -> !value.after().asText().equals("RUNNING")),
              CAPTURE,
              "the stream would stand still, and the source's log may be gone before it goes on"),
          new Rule(
              ANYWHERE,
              PROFILE,
              changed("\\w+_profile\\.(hostname|port|database|bucket|root_path)"),
              CAPTURE,
              "the stream would read another database, or write to another place"),
          new Rule(
              ANYWHERE,
              BUCKET,
              new FileExpiry(),
              CAPTURE,
              "files that are not applied, dead letters and schema files would be deleted"),
          new Rule(
              ANYWHERE,
              BUCKET,
              changed("(soft_delete|retention)_policy\\.retention_\\w+", Rules::isLess),
              CAPTURE,
              "files that were deleted by mistake could not be had back"),
          new Rule(
              ANYWHERE,
              MESSAGES,
              changed("message_retention_duration", Rules::isLess),
              CAPTURE,
              NOT_TOLD),
          new Rule(
              ANYWHERE, MESSAGES, has("message_transforms\\b.*", v -> true), CAPTURE, NOT_TOLD),
          new Rule(
              ANYWHERE,
              SUBSCRIPTION,
              changed(
                  "expiration_policy.*|(dead_letter_policy|push_config|bigquery_config"
                      + "|cloud_storage_config)\\b.*"),
              CAPTURE,
              NOT_TOLD),
          new Rule(
              BULK,
              JOBS,
              started(plan -> true),
              NO_BULK_JOB,
              "a bulk load would write old rows over new ones"),
          new Rule(
              LIVE,
              JOBS,
              started(plan -> plan.stack().isPresent() && !plan.backfill()),
              NO_LIVE_JOB,
              "a bulk load that still runs would write old rows over the changes; wait until the"
                  + " bulk gate passes"),
          new Rule(
              LIVE,
              JOBS,
              started(plan -> plan.stack().isPresent() && plan.backfill()),
              NO_LIVE_JOB_WITH_BACKFILL,
              "a live job would write over what the target owns"),
          new Rule(LIVE, JOBS, removed(), LIVE_JOB, "nothing would apply the changes any more"),
          new Rule(
              LIVE,
              JOBS,
              changed(
                  "parameters\\.(gcsPubSubSubscription|inputFilePattern|inputDirectory"
                      + "|inputFilePrefix|streamName|projectId|instanceId|databaseId"
                      + "|deadLetterQueueDirectory|shadowTablePrefix|datastreamSourceType)"),
              LIVE_JOB,
              "the live job would go on with other files, or into other tables"));

  private Rules() {}

  /** A number with a unit behind it, or nothing, which is what the service chooses. */
  private static boolean isLess(Difference difference) {
    return number(difference.after()).compareTo(number(difference.before())) < 0;
  }

  private static BigDecimal number(JsonNode value) {
    String digits = value.asText("").replaceAll("[^0-9.]", "");
    return digits.isEmpty() ? BigDecimal.ZERO : new BigDecimal(digits);
  }

  private static Set<Phase> with(Set<Phase> phases, Phase... more) {
    EnumSet<Phase> all = EnumSet.copyOf(phases);
    all.addAll(List.of(more));
    return all;
  }

  private static Set<Phase> without(Set<Phase> phases) {
    return EnumSet.complementOf(EnumSet.copyOf(phases));
  }
}
