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
    @JsonPropertyDescription("Where Terraform's state is kept; a local file without it.")
        Optional<State> state,
    @JsonPropertyDescription(
            "The databases of a sharded source by shard name. A shard takes what it does not say"
                + " from source, which describes the one whose schema is read.")
        Map<String, Shard> shards,
    Network network,
    Instance instance,
    Database database,
    Capture capture,
    Live live,
    Bulk bulk,
    Handoff handoff,
    Observe observe) {

  /** How the rows that exist when the migration starts reach the target. */
  public enum Strategy {
    BULK_THEN_LIVE,
    LIVE_ONLY
  }

  /** A GCS backend. */
  public record State(
      @JsonPropertyDescription("A bucket that exists, with versioning.") String bucket,
      @JsonPropertyDescription("The folder in it; crossover without it.")
          Optional<String> prefix) {}

  /** One database of a sharded source. */
  public record Shard(
      String host,
      Optional<Integer> port,
      Optional<String> database,
      Optional<String> user,
      Optional<SecretReference> password,
      @JsonPropertyDescription("The id of a connection profile that exists; made without it.")
          Optional<String> connectionProfile) {}

  /** How the stream and the workers reach the source. */
  public record Network(
      @JsonPropertyDescription("The VPC network of the workers.") String name,
      @JsonPropertyDescription("The subnetwork of the workers, in the same region.")
          Optional<String> subnetwork,
      @JsonPropertyDescription("The project that owns the network, if it is a shared VPC.")
          Optional<String> hostProject,
      @JsonPropertyDescription("Makes network and subnetwork instead of using existing ones.")
          Optional<NewNetwork> create,
      @JsonPropertyDescription(
              "Whether to open the source's port to the stream, and the workers to each other.")
          boolean firewallRules,
      @JsonPropertyDescription("Whether workers get public addresses.") boolean publicWorkers,
      @JsonPropertyDescription("Ranges in use around the network, checked for overlaps.")
          List<String> usedRanges,
      @JsonPropertyDescription("The stream comes from Datastream's public addresses.")
          Optional<IpAllowlist> ipAllowlist,
      @JsonPropertyDescription("The stream comes through a private connection.")
          Optional<PrivateConnection> privateConnection) {}

  /** A network of the migration's own. */
  public record NewNetwork(
      @JsonPropertyDescription("The subnetwork's range, such as 10.10.0.0/20.")
          String subnetworkRange) {}

  /** Connectivity over public addresses. */
  public record IpAllowlist(
      @JsonPropertyDescription("Datastream's addresses in the region, as ranges.")
          List<String> sourceRanges,
      @JsonPropertyDescription("Network tags of the source's machines; all machines if empty.")
          List<String> targetTags) {}

  /** Connectivity over a VPC peering that Datastream owns one side of. */
  public record PrivateConnection(
      @JsonPropertyDescription("The id of a private connection that exists.")
          Optional<String> existing,
      @JsonPropertyDescription("A free /29 range for a new private connection.")
          Optional<String> range) {}

  /** The Spanner instance that {@code target.instance} names. */
  public record Instance(
      @JsonPropertyDescription("Whether the instance exists and is managed elsewhere.")
          boolean existing,
      @JsonPropertyDescription("Such as regional-europe-west1 or nam3; the region's without it.")
          Optional<String> config,
      Optional<String> displayName,
      Edition edition,
      @JsonPropertyDescription("A multiple of 100 below 1000, of 1000 from there on.")
          Optional<Integer> processingUnits,
      @JsonPropertyDescription("Instead of processing_units.") Optional<Autoscaling> autoscaling) {}

  /** What an instance may do and costs. */
  public enum Edition {
    STANDARD,
    ENTERPRISE,
    ENTERPRISE_PLUS
  }

  /** Bounds and goals of an instance that sizes itself. */
  public record Autoscaling(
      int minProcessingUnits, int maxProcessingUnits, int cpuPercent, int storagePercent) {}

  /** The Spanner database that {@code target.database} names. */
  public record Database(
      @JsonPropertyDescription("Whether the database exists and is managed elsewhere.")
          boolean existing,
      @JsonPropertyDescription(
              "The schema step's before-load.sql, relative to this file; the launcher applies it"
                  + " without it.")
          Optional<String> ddlFile,
      @JsonPropertyDescription("How far back a stale read can go, 1 to 168 hours.")
          int versionRetentionHours,
      @JsonPropertyDescription("A backup schedule; none without it.") Optional<Backups> backups) {}

  /** A schedule of full backups. */
  public record Backups(
      @JsonPropertyDescription("When, in UTC, as cron says it: 0 3 * * *") String cron,
      int retentionDays) {}

  /** The stream and where it writes. */
  public record Capture(
      @JsonPropertyDescription("The bucket's name; PROJECT-crossover-ENVIRONMENT without it.")
          Optional<String> bucket,
      @JsonPropertyDescription(
              "Whether the stream reads the tables too. Default of the variable enable_backfill.")
          boolean enableBackfill,
      @JsonPropertyDescription("The id of a source connection profile that exists.")
          Optional<String> sourceProfile,
      @JsonPropertyDescription("The id of a bucket connection profile that exists.")
          Optional<String> bucketProfile,
      @JsonPropertyDescription("The longest a change waits for its file to close, 15 to 60.")
          int rotationSeconds,
      @JsonPropertyDescription("The size at which a file closes, 1 to 100.") int rotationMegabytes,
      @JsonPropertyDescription("Change capture tasks of a MySQL stream, 1 to 50.")
          int maxConcurrentTasks,
      @JsonPropertyDescription("How MySQL's log is followed.") MysqlLog mysqlLog,
      @JsonPropertyDescription(
              "Where in MySQL's log to start. The stream is made not started, and the launcher"
                  + " starts it there.")
          Optional<StartPosition> startPosition,
      @JsonPropertyDescription(
              "How long the bucket keeps files that were deleted by mistake; 0 to keep none.")
          int softDeleteDays) {}

  /** How a MySQL stream names places in the log. */
  public enum MysqlLog {
    BINARY_LOG_POSITION,
    GTID
  }

  /** A place in MySQL's log: a GTID set, or a file with an offset. */
  public record StartPosition(
      Optional<String> gtidSet, Optional<String> logFile, Optional<Long> logPosition) {}

  /** Whose pipelines run. */
  public enum Template {
    CROSSOVER,
    GOOGLE
  }

  /** How many jobs a sharded source gets. */
  public enum Jobs {
    ONE,
    PER_SHARD
  }

  /** The live job. */
  public record Live(
      @JsonPropertyDescription(
              "Whether the live job is left out. Default of the variable skip_dataflow.")
          boolean skipDataflow,
      Template template,
      @JsonPropertyDescription("The template's address, of one version; Google's has a default.")
          Optional<String> templatePath,
      Jobs jobs,
      @JsonPropertyDescription("At least 4 vCPU.") String machineType,
      int workers,
      int maxWorkers,
      @JsonPropertyDescription("The account of the workers; made without it.")
          Optional<String> serviceAccount,
      @JsonPropertyDescription("Minutes until an event that failed is tried again.")
          int retryMinutes,
      Optional<Transformation> transformation) {}

  /** A transformation of rows that Google's templates can call. */
  public record Transformation(
      String jarPath, String className, Optional<String> customParameters) {}

  /** The bulk job. */
  public record Bulk(
      @JsonPropertyDescription(
              "Names one run. Applying again with the same name never runs it again.")
          String runId,
      Template template,
      @JsonPropertyDescription("The template's address, of one version; Google's has a default.")
          Optional<String> templatePath,
      Jobs jobs,
      @JsonPropertyDescription("At least 4 vCPU.") String machineType,
      int workers,
      int maxWorkers,
      Optional<Transformation> transformation) {}

  /** The launcher as a service. */
  public record Handoff(
      @JsonPropertyDescription("The launcher's container image, of one version.") String image) {}

  /** What the alerts watch for. */
  public record Observe(
      @JsonPropertyDescription(
              "Notification channels, as projects/PROJECT/notificationChannels/ID.")
          List<String> notificationChannels,
      int maxFreshnessSeconds,
      int maxBacklogSeconds,
      int maxBacklogMessages,
      int maxJobLagSeconds,
      int maxCpuPercent,
      int maxStoragePercent) {}
}
