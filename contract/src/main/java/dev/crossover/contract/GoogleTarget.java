package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** The Spanner instance and database that {@code target} names, as stacks make them. */
public final class GoogleTarget {
  private GoogleTarget() {}

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
}
