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
    @JsonPropertyDescription(
            "The databases of a sharded source by shard name. A shard takes what it does not say"
                + " from source, which describes the one whose schema is read.")
        Map<String, Shard> shards,
    @JsonPropertyDescription(
            "Whether a key is in one shard only, whatever the table; else mapping.shard_id_column"
                + " must keep equal keys apart.")
        boolean shardsShareNoKeys,
    @JsonPropertyDescription("How Google's templates find the target's tables and columns.")
        Mapping mapping,
    @JsonPropertyDescription("How the stream and the workers reach the source.") Network network,
    @JsonPropertyDescription("The Spanner instance that target.instance names.") Instance instance,
    @JsonPropertyDescription("The Spanner database that target.database names.") Database database,
    @JsonPropertyDescription("The stream and where it writes.") Capture capture,
    @JsonPropertyDescription("The live job.") Live live,
    @JsonPropertyDescription("The bulk job.") Bulk bulk,
    @JsonPropertyDescription(
            "The launcher as a service, which is told when a job ends; without it there is no such"
                + " stack, and the handoff is by hand.")
        Optional<Handoff> handoff,
    @JsonPropertyDescription("What the alerts watch for.") Observe observe) {

  /** Whether the connection profiles of all sources exist, and with them how they are reached. */
  boolean sourceProfilesExist() {
    return shards.isEmpty()
        ? capture.sourceProfile().isPresent()
        : shards.values().stream().allMatch(shard -> shard.connectionProfile().isPresent());
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

  /** One database of a sharded source. */
  public record Shard(
      @JsonPropertyDescription("The shard's address.") String host,
      @JsonPropertyDescription("source.port without it.") Optional<Integer> port,
      @JsonPropertyDescription("source.database without it.") Optional<String> database,
      @JsonPropertyDescription("source.user without it.") Optional<String> user,
      @JsonPropertyDescription("source.password without it.") Optional<SecretReference> password,
      @JsonPropertyDescription("The id of a connection profile that exists; made without it.")
          Optional<String> connectionProfile) {}

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
              "Which stream and database is which shard, as gs://BUCKET/PATH; made from shards"
                  + " without it.")
          Optional<String> shardContextFile,
      @JsonPropertyDescription(
              "The column that the session file adds to every primary key, which holds the shard's"
                  + " name.")
          Optional<String> shardIdColumn) {}

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
      @JsonPropertyDescription(
              "The certificate, in PEM form, that the stream verifies the source by; relative to"
                  + " this file. Without it the stream is not encrypted.")
          Optional<String> caCertificateFile,
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
      @JsonPropertyDescription("A free /29 range for a new private connection by peering.")
          Optional<String> range,
      @JsonPropertyDescription(
              "A network attachment for a new private connection by Private Service Connect, as"
                  + " projects/P/regions/R/networkAttachments/A.")
          Optional<String> networkAttachment) {

    /** Whether the connection is made here. */
    public boolean isNew() {
      return existing.isEmpty();
    }
  }

  /** The Spanner instance that {@code target.instance} names. */
  public record Instance(
      @JsonPropertyDescription("Whether the instance exists and is managed elsewhere.")
          boolean existing,
      @JsonPropertyDescription("Such as regional-europe-west1 or nam3; the region's without it.")
          Optional<String> config,
      @JsonPropertyDescription("4 to 30 characters; the instance's name without it.")
          Optional<String> displayName,
      @JsonPropertyDescription(
              "What the instance may do and costs. Autoscaling needs enterprise, several regions"
                  + " enterprise-plus.")
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
      @JsonPropertyDescription("At least 1000, in steps of 1000.") int minProcessingUnits,
      @JsonPropertyDescription("In steps of 1000.") int maxProcessingUnits,
      @JsonPropertyDescription("The goal for high-priority CPU, 10 to 90.") int cpuPercent,
      @JsonPropertyDescription("The goal for storage, 10 to 99.") int storagePercent) {}

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
      @JsonPropertyDescription("How long a backup is kept, 1 to 366.") int retentionDays) {}

  /** The stream and where it writes. */
  public record Capture(
      @JsonPropertyDescription("The bucket's name; PROJECT-crossover-ENVIRONMENT without it.")
          Optional<String> bucket,
      @JsonPropertyDescription("Whether the bucket exists and is managed elsewhere.")
          boolean existingBucket,
      @JsonPropertyDescription(
              "Whether the stream reads the tables too. Default of the variable enable_backfill.")
          boolean enableBackfill,
      @JsonPropertyDescription("The id of a source connection profile that exists.")
          Optional<String> sourceProfile,
      @JsonPropertyDescription("The id of a bucket connection profile that exists.")
          Optional<String> bucketProfile,
      @JsonPropertyDescription(
              "The root path of that profile; streams write below it. / without it.")
          Optional<String> bucketProfileRoot,
      @JsonPropertyDescription("The longest a change waits for its file to close, 15 to 60.")
          int rotationSeconds,
      @JsonPropertyDescription("The size at which a file closes, 1 to 100.") int rotationMegabytes,
      @JsonPropertyDescription("Change capture tasks of a MySQL stream, 1 to 50.")
          int maxConcurrentTasks,
      @JsonPropertyDescription("How MySQL's log is followed.") MysqlLog mysqlLog,
      @JsonPropertyDescription(
              "Where in MySQL's log to start. Refused until the launcher starts streams.")
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
      @JsonPropertyDescription("For mysql_log gtid.") Optional<String> gtidSet,
      @JsonPropertyDescription("For mysql_log binary-log-position, with log_position.")
          Optional<String> logFile,
      @JsonPropertyDescription("The offset in log_file.") Optional<Long> logPosition) {}

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
      @JsonPropertyDescription("Whose pipeline runs.") Template template,
      @JsonPropertyDescription("The template's address, of one version; Google's has a default.")
          Optional<String> templatePath,
      @JsonPropertyDescription(
              "How many jobs a sharded source gets. Our own template needs per-shard.")
          Jobs jobs,
      @JsonPropertyDescription("At least 4 vCPU.") String machineType,
      @JsonPropertyDescription("Workers to start with.") int workers,
      @JsonPropertyDescription("The most workers.") int maxWorkers,
      @JsonPropertyDescription("The account of the workers; made without it.")
          Optional<String> serviceAccount,
      @JsonPropertyDescription("Minutes until an event that failed is tried again.")
          int retryMinutes,
      @JsonPropertyDescription("A transformation of rows that Google's template calls.")
          Optional<Transformation> transformation) {}

  /** A transformation of rows that Google's templates can call. */
  public record Transformation(
      @JsonPropertyDescription("The jar, as gs://BUCKET/PATH.") String jarPath,
      @JsonPropertyDescription("The class in it.") String className,
      @JsonPropertyDescription("What the class is given.") Optional<String> customParameters) {}

  /** The bulk job. */
  public record Bulk(
      @JsonPropertyDescription(
              "Names one run. Applying again with the same name never runs it again.")
          String runId,
      @JsonPropertyDescription("Whose pipeline runs.") Template template,
      @JsonPropertyDescription("The template's address, of one version; Google's has a default.")
          Optional<String> templatePath,
      @JsonPropertyDescription(
              "How many jobs a sharded source gets. Our own template needs per-shard.")
          Jobs jobs,
      @JsonPropertyDescription("At least 4 vCPU.") String machineType,
      @JsonPropertyDescription("Workers to start with.") int workers,
      @JsonPropertyDescription("The most workers.") int maxWorkers,
      @JsonPropertyDescription("A transformation of rows that Google's template calls.")
          Optional<Transformation> transformation) {}

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
