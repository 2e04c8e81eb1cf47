package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** The jobs on Dataflow, as settings have them. */
public final class GoogleJobs {
  private GoogleJobs() {}

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
      @JsonPropertyDescription("How many jobs a sharded source gets.") Jobs jobs,
      @JsonPropertyDescription("At least 4 vCPU.") String machineType,
      @JsonPropertyDescription("Workers to start with.") int workers,
      @JsonPropertyDescription("The most workers.") int maxWorkers,
      @JsonPropertyDescription("The account of the workers; made without it.")
          Optional<String> serviceAccount,
      @JsonPropertyDescription("Minutes until an event that failed is tried again.")
          int retryMinutes,
      @JsonPropertyDescription("A transformation of rows that Google's template calls.")
          Optional<Transformation> transformation) {}

  /** The bulk job. */
  public record Bulk(
      @JsonPropertyDescription(
              "Names one run. Applying again with the same name never runs it again.")
          String runId,
      @JsonPropertyDescription("Whose pipeline runs.") Template template,
      @JsonPropertyDescription("The template's address, of one version; Google's has a default.")
          Optional<String> templatePath,
      @JsonPropertyDescription("How many jobs a sharded source gets. Our own template needs one.")
          Jobs jobs,
      @JsonPropertyDescription("At least 4 vCPU.") String machineType,
      @JsonPropertyDescription("Workers to start with.") int workers,
      @JsonPropertyDescription("The most workers.") int maxWorkers,
      @JsonPropertyDescription("A transformation of rows that Google's template calls.")
          Optional<Transformation> transformation) {}

  /** A transformation of rows that Google's templates can call. */
  public record Transformation(
      @JsonPropertyDescription("The jar, as gs://BUCKET/PATH.") String jarPath,
      @JsonPropertyDescription("The class in it.") String className,
      @JsonPropertyDescription("What the class is given.") Optional<String> customParameters) {}
}
