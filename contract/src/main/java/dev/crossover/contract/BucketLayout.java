package dev.crossover.contract;

import java.util.Optional;

/**
 * What is where in an environment's bucket: said once here, and met by every stack and by the
 * launcher.
 */
public record BucketLayout(Settings settings, GoogleCloud cloud) {
  /** Below it in the bucket: change files in Datastream's layout. */
  public static final String CHANGES_FOLDER = "changes/";

  /** Below it in the bucket: change files that are applied, each with its path of before. */
  public static final String APPLIED_FOLDER = "applied/";

  /** Below it in the bucket: dead letters. */
  public static final String DEAD_LETTERS_FOLDER = "dead-letters/";

  /** Below it in the bucket: what workers put down for a moment. */
  public static final String TEMP_FOLDER = "temp/";

  /** In the bucket: what the launcher tells jobs of the target's tables. */
  public static final String TARGET_SCHEMA = "schema/target-schema.json";

  /** In the bucket: names that differ in the target, if they are made from the mapping file. */
  public static final String SCHEMA_OVERRIDES = "schema/overrides.json";

  /** In the bucket: which stream is which shard, if it is made from the settings. */
  public static final String SHARD_CONTEXT = "schema/shards.json";

  /** Below it in the bucket: the settings of the launcher as a service. */
  public static final String SETTINGS_FOLDER = "settings/";

  /** Below it in the bucket: where each stream began. */
  public static final String STATE_FOLDER = "state/";

  /** In the bucket: what the live job says. */
  public static final String APPLY_PROGRESS = STATE_FOLDER + "apply-progress.json";

  /** Below it in the bucket: the jobs of migrations that are over, an empty object each. */
  public static final String FORGOTTEN_JOBS_FOLDER = "jobs/forgotten/";

  public String bucket() {
    return cloud
        .capture()
        .bucket()
        .orElse(cloud.project() + "-crossover-" + settings.environment());
  }

  /** The folder below which the streams write; each shard has one of its own in it. */
  public String changes() {
    return CHANGES_FOLDER;
  }

  public String changes(Optional<String> shard) {
    return changesOf(shard.orElse(""));
  }

  /**
   * The folder below which the stream of a shard writes.
   *
   * @param shard its name; {@code ""} for a source without shards
   */
  public static String changesOf(String shard) {
    return CHANGES_FOLDER + (shard.isEmpty() ? "" : shard + "/");
  }

  /** Where the files of {@link #changes} are in the bucket: a stream writes below a root. */
  public String changeFiles(Optional<String> shard) {
    return root() + changes(shard);
  }

  /** The place below which streams, our own jobs and the launcher have all their files. */
  public String place() {
    return gs(root());
  }

  private String root() {
    String root = cloud.capture().bucketProfileRoot().orElse("/").substring(1);
    return root.isEmpty() ? "" : root + "/";
  }

  public String deadLetters(Optional<String> shard) {
    return DEAD_LETTERS_FOLDER + shard.map(name -> name + "/").orElse("");
  }

  public String targetSchema() {
    return TARGET_SCHEMA;
  }

  /** The file that tells Google's templates the names that differ in the target. */
  public Optional<String> schemaOverridesFile() {
    boolean made =
        settings.schema().mappingFile().isPresent() && cloud.mapping().sessionFile().isEmpty();
    return cloud
        .mapping()
        .schemaOverridesFile()
        .or(() -> made ? Optional.of(gs(SCHEMA_OVERRIDES)) : Optional.empty());
  }

  /** The file that tells Google's live template which stream is which shard. */
  public Optional<String> shardContextFile() {
    return cloud
        .mapping()
        .shardContextFile()
        .or(() -> settings.source().shardIdColumn().map(column -> gs(SHARD_CONTEXT)));
  }

  public String bulkOutput() {
    return "bulk/" + cloud.bulk().runId() + "/";
  }

  public String gs(String path) {
    return "gs://" + bucket() + "/" + path;
  }
}
