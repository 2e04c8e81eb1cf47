package dev.crossover.contract;

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

  /** Where the sentinels are in every source; the streams carry them too. */
  public static final String SENTINEL_SCHEMA = "crossover";

  /** The table of the sentinels. */
  public static final String SENTINEL_TABLE = "sentinel";

  /** The counter of our jobs that dead letters are counted in. */
  public static final String DEAD_LETTERS_COUNTER = "dead_letters";

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

  /** The databases that are moved, and which job moves which. */
  public SourceShards sources() {
    return new SourceShards(settings, cloud);
  }

  /** What is where in the bucket. */
  public BucketLayout files() {
    return new BucketLayout(settings, cloud);
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
        .flatMap(GoogleNetwork.PrivateConnection::existing)
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

  /** Labels of everything that takes labels. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>(cloud.labels());
    labels.put("crossover_environment", env());
    labels.put("managed_by", "crossover");
    return labels;
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
