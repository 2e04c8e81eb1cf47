package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an environment on Google Cloud says beyond the migration itself: the {@code google_cloud}
 * part of its settings. The descriptions are what an editor shows.
 */
public record GoogleCloud(
    @JsonPropertyDescription("The project of the stream, the bucket and the jobs.") String project,
    @JsonPropertyDescription("The region of the stream, the bucket and the jobs.") String region,
    @JsonPropertyDescription(
            "bulk-then-live: a bulk load, then the changes since. live-only: the stream reads the"
                + " tables too (backfill); for small data.")
        Strategy strategy,
    @JsonPropertyDescription(
            "Whether what holds data or the place in the source's log refuses to be destroyed. Set"
                + " it to false, apply, then destroy; only when the migration is over.")
        boolean protection,
    @JsonPropertyDescription("Labels on everything that takes labels.") Map<String, String> labels,
    @JsonPropertyDescription(
            "The account that Terraform acts as, by impersonation; the caller's own without it.")
        Optional<String> deployingAccount,
    @JsonPropertyDescription(
            "The key that bucket, topics, streams, jobs and database are encrypted with, as"
                + " projects/P/locations/REGION/keyRings/R/cryptoKeys/K; Google's own without it.")
        Optional<String> kmsKey,
    @JsonPropertyDescription("Where Terraform's state is kept; a local file without it.")
        Optional<State> state,
    @JsonPropertyDescription("How Google's templates find the target's tables and columns.")
        Mapping mapping,
    @JsonPropertyDescription("How the stream and the workers reach the source.")
        GoogleNetwork network,
    @JsonPropertyDescription("The Spanner instance that target.instance names.")
        GoogleTarget.Instance instance,
    @JsonPropertyDescription("The Spanner database that target.database names.")
        GoogleTarget.Database database,
    @JsonPropertyDescription("The stream and where it writes.") GoogleCapture capture,
    @JsonPropertyDescription("The live job.") GoogleJobs.Live live,
    @JsonPropertyDescription("The bulk job.") GoogleJobs.Bulk bulk,
    @JsonPropertyDescription(
            "The launcher as a service, which is told when a job ends; without it there is no such"
                + " stack, and the handoff is by hand.")
        Optional<Handoff> handoff,
    @JsonPropertyDescription("What the alerts watch for.") Observe observe,
    @JsonPropertyDescription("Where Google's services answer, if not at their public addresses.")
        GoogleEndpoints endpoints) {

  /** Whether the connection profiles of all sources exist, and with them how they are reached. */
  boolean sourceProfilesExist(Settings.Source source) {
    return source.shards().isEmpty()
        ? capture.sourceProfile().isPresent()
        : source.shards().values().stream()
            .allMatch(shard -> shard.connectionProfile().isPresent());
  }

  /** How the rows that exist when the migration starts reach the target. */
  public enum Strategy {
    BULK_THEN_LIVE,
    LIVE_ONLY
  }

  /** A GCS backend, or any other. */
  public record State(
      @JsonPropertyDescription("A bucket that exists, with versioning; for backend gcs.")
          Optional<String> bucket,
      @JsonPropertyDescription("The folder in it; crossover without it.") Optional<String> prefix,
      @JsonPropertyDescription("Terraform's word for another backend, such as s3 or http.")
          Optional<String> backend,
      @JsonPropertyDescription(
              "That backend's arguments as texts; {stack} stands for the stack's name. No secret:"
                  + " backends read those from the environment.")
          Optional<Map<String, String>> arguments) {}

  /** How Google's templates find the target's tables and columns. */
  public record Mapping(
      @JsonPropertyDescription(
              "A session file of the Spanner Migration Tool, as gs://BUCKET/PATH; it fills the"
                  + " shard id column.")
          Optional<String> sessionFile,
      @JsonPropertyDescription(
              "Tables and columns with another name in the target, as gs://BUCKET/PATH; made from"
                  + " schema.mapping_file without it.")
          Optional<String> schemaOverridesFile,
      @JsonPropertyDescription(
              "Which stream and database is which shard, as gs://BUCKET/PATH; made from"
                  + " source.shards without it.")
          Optional<String> shardContextFile) {}

  /** The launcher as a service. */
  public record Handoff(
      @JsonPropertyDescription("The launcher's container image, of one version.") String image) {}

  /** What the alerts watch for. */
  public record Observe(
      @JsonPropertyDescription(
              "Notification channels, as projects/PROJECT/notificationChannels/ID.")
          List<String> notificationChannels,
      @JsonPropertyDescription("How far the stream may be behind the source.")
          int maxFreshnessSeconds,
      @JsonPropertyDescription("How long a change file may wait for the live job.")
          int maxBacklogSeconds,
      @JsonPropertyDescription("How many change files may wait.") int maxBacklogMessages,
      @JsonPropertyDescription("How far the live job may be behind its files.")
          int maxJobLagSeconds,
      @JsonPropertyDescription("The instance's CPU.") int maxCpuPercent,
      @JsonPropertyDescription("The instance's storage.") int maxStoragePercent) {}
}
