package dev.crossover.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The names of everything that an environment has on Google Cloud: said once here, and met by every
 * stack and by the launcher.
 */
public record ResourceNames(Settings settings, GoogleCloud cloud) {
  /** What the names of shadow tables begin with. */
  public static final String SHADOW_TABLE_PREFIX = "crossover_shadow_";

  /** Below it in the bucket: change files in Datastream's layout. */
  public static final String CHANGES_FOLDER = "changes/";

  /** Below it in the bucket: change files that are applied, each with its path of before. */
  public static final String APPLIED_FOLDER = "applied/";

  /** The counter of our jobs that dead letters are counted in. */
  public static final String DEAD_LETTERS_COUNTER = "dead_letters";

  /** Below it in the bucket: dead letters. */
  public static final String DEAD_LETTERS_FOLDER = "dead-letters/";

  /** Below it in the bucket: what workers put down for a moment. */
  public static final String TEMP_FOLDER = "temp/";

  /** In the bucket: names that differ in the target, if they are made from the mapping file. */
  public static final String SCHEMA_OVERRIDES = "schema/overrides.json";

  /** In the bucket: which stream is which shard, if it is made from the settings. */
  public static final String SHARD_CONTEXT = "schema/shards.json";

  /** Below it in the bucket: the settings of the launcher as a service. */
  public static final String SETTINGS_FOLDER = "settings/";

  /** One database that is moved: the source itself, or a shard of it. */
  public record SourceShard(
      Optional<String> name,
      String host,
      int port,
      String database,
      String user,
      SecretReference password,
      Optional<String> connectionProfile) {}

  /**
   * @throws SettingsException if the environment is not on Google Cloud
   */
  public static ResourceNames of(Settings settings) {
    return new ResourceNames(
        settings,
        settings
            .googleCloud()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "environment %s has platform local; stacks are for platform google-cloud"
                            .formatted(settings.environment()))));
  }

  /** The stacks of an environment, by how long they live. */
  public enum Stack {
    TARGET,
    LIVE,
    BULK,
    HANDOFF,
    OBSERVE;

    /** What a stack's name ends with, and what it says that it is. */
    public String word() {
      return SettingsTree.word(this);
    }
  }

  public String stack(Stack stack) {
    return settings.environment() + "-" + stack.word();
  }

  /**
   * The databases that are moved, by shard name; one without a name if the source has no shards.
   */
  public Map<String, SourceShard> shards() {
    Settings.Source source = settings.source();
    Map<String, SourceShard> shards = new TreeMap<>();
    cloud
        .shards()
        .forEach(
            (name, shard) ->
                shards.put(
                    name,
                    new SourceShard(
                        Optional.of(name),
                        shard.host(),
                        shard.port().orElse(source.port()),
                        shard.database().orElse(source.database()),
                        shard.user().orElse(source.user()),
                        shard.password().orElse(source.password()),
                        shard.connectionProfile())));
    if (shards.isEmpty()) {
      shards.put(
          "",
          new SourceShard(
              Optional.empty(),
              source.host(),
              source.port(),
              source.database(),
              source.user(),
              source.password(),
              cloud.capture().sourceProfile()));
    }
    return shards;
  }

  /** What has a live job of its own: each shard, or nothing in particular for one job of all. */
  public List<Optional<String>> liveJobs() {
    return jobs(cloud.live().jobs());
  }

  /** Which of {@link #liveJobs()} applies the changes of a database. */
  public Optional<String> liveJobOf(SourceShard shard) {
    return cloud.live().jobs() == GoogleCloud.Jobs.ONE ? Optional.empty() : shard.name();
  }

  /** What has a bulk job of its own. */
  public List<Optional<String>> bulkJobs() {
    return jobs(cloud.bulk().jobs());
  }

  private List<Optional<String>> jobs(GoogleCloud.Jobs jobs) {
    return jobs == GoogleCloud.Jobs.ONE
        ? List.of(Optional.empty())
        : shards().keySet().stream().map(Optional::of).toList();
  }

  /** The key of an output that is a map by shard: {@code all} where there is one for all. */
  public static String key(Optional<String> shard) {
    return shard.orElse("all");
  }

  public String bucket() {
    return cloud.capture().bucket().orElse(cloud.project() + "-crossover-" + env());
  }

  /** The folder below which the streams write; each shard has one of its own in it. */
  public String changes() {
    return CHANGES_FOLDER;
  }

  public String changes(Optional<String> shard) {
    return changes() + shard.map(name -> name + "/").orElse("");
  }

  /** Where the files of {@link #changes} are in the bucket: a stream writes below a root. */
  public String changeFiles(Optional<String> shard) {
    String root = cloud.capture().bucketProfileRoot().orElse("/").substring(1);
    return (root.isEmpty() ? "" : root + "/") + changes(shard);
  }

  public String deadLetters(Optional<String> shard) {
    return DEAD_LETTERS_FOLDER + shard.map(name -> name + "/").orElse("");
  }

  public String targetSchema() {
    return "schema/target-schema.json";
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
        .or(() -> cloud.mapping().shardIdColumn().map(column -> gs(SHARD_CONTEXT)));
  }

  public String bulkOutput() {
    return "bulk/" + cloud.bulk().runId() + "/";
  }

  public String gs(String path) {
    return "gs://" + bucket() + "/" + path;
  }

  public String topic(Optional<String> shard) {
    return env() + "-changes" + suffix(shard);
  }

  public String subscription(Optional<String> shard) {
    return topic(shard);
  }

  public String subscriptionPath(Optional<String> shard) {
    return "projects/" + cloud.project() + "/subscriptions/" + subscription(shard);
  }

  public String stream(Optional<String> shard) {
    return env() + "-changes" + suffix(shard);
  }

  public String streamPath(Optional<String> shard) {
    return location() + "/streams/" + stream(shard);
  }

  public String sourceProfile(Optional<String> shard) {
    return env() + "-source" + suffix(shard);
  }

  public String bucketProfile() {
    return cloud.capture().bucketProfile().orElse(env() + "-bucket");
  }

  public String profilePath(String id) {
    return location() + "/connectionProfiles/" + id;
  }

  public String privateConnection() {
    return cloud
        .network()
        .privateConnection()
        .flatMap(GoogleCloud.PrivateConnection::existing)
        .orElse(env() + "-source");
  }

  public String privateConnectionPath() {
    return location() + "/privateConnections/" + privateConnection();
  }

  public String liveJob(Optional<String> shard) {
    return env() + "-live" + suffix(shard);
  }

  /** One run has one name, so that Dataflow refuses a second job of the same run. */
  public String bulkJob(Optional<String> shard) {
    return env() + "-bulk-" + cloud.bulk().runId() + suffix(shard);
  }

  /** A pattern of the names of this environment's jobs, and of no other's. */
  public String jobNames() {
    return env() + "-(live|bulk)(-.*)?";
  }

  public String jobsAccount() {
    return env() + "-jobs";
  }

  /** The account of the workers: the one that settings name, or ours. */
  public String jobsAccountEmail() {
    return cloud.live().serviceAccount().orElse(email(jobsAccount()));
  }

  public String launcherAccount() {
    return env() + "-launcher";
  }

  public String triggerAccount() {
    return env() + "-events";
  }

  public String launcherService() {
    return env() + "-launcher";
  }

  public String handoffDeadLetters() {
    return env() + "-handoff-dead";
  }

  public String email(String account) {
    return account + "@" + cloud.project() + ".iam.gserviceaccount.com";
  }

  /** The project that the VPC network belongs to. */
  public String networkProject() {
    return cloud.network().hostProject().orElse(cloud.project());
  }

  public String networkPath() {
    return "projects/" + networkProject() + "/global/networks/" + cloud.network().name();
  }

  /** The subnetwork of the workers, or nothing if the network chooses. */
  public Optional<String> subnetwork() {
    return cloud.network().create().isPresent()
        ? Optional.of(cloud.network().name() + "-" + cloud.region())
        : cloud.network().subnetwork();
  }

  public Optional<String> subnetworkUrl() {
    return subnetwork()
        .map(
            name ->
                "https://www.googleapis.com/compute/v1/projects/%s/regions/%s/subnetworks/%s"
                    .formatted(networkProject(), cloud.region(), name));
  }

  public String firewall(String what) {
    return env() + "-" + what;
  }

  public String location() {
    return "projects/" + cloud.project() + "/locations/" + cloud.region();
  }

  private String env() {
    return settings.environment();
  }

  private static String suffix(Optional<String> shard) {
    return shard.map(name -> "-" + name).orElse("");
  }
}
