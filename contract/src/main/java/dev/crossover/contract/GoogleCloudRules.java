package dev.crossover.contract;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the values of the {@code google_cloud} settings must be, beyond their types. */
final class GoogleCloudRules {
  /** A job's name is environment, purpose, run and shard; an account's id has 30 characters. */
  private static final int LONGEST_ENVIRONMENT = 20;

  private final Settings settings;
  private final GoogleCloud cloud;
  private final Problems problems;

  private GoogleCloudRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.settings = settings;
    this.cloud = cloud;
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    GoogleCloudRules rules = new GoogleCloudRules(settings, cloud, problems);
    rules.place();
    rules.secrets();
    MappingRules.check(settings, cloud, problems);
    NetworkRules.check(settings, cloud, problems);
    TlsRules.check(settings, cloud, problems);
    SpannerRules.check(settings, cloud, problems);
    CaptureRules.check(settings, cloud, problems);
    JobRules.check(settings, cloud, problems);
    rules.services();
  }

  private void place() {
    if (settings.environment().length() > LONGEST_ENVIRONMENT) {
      problems.add(
          "environment must have at most %d characters on platform google-cloud, got %s"
              .formatted(LONGEST_ENVIRONMENT, settings.environment()));
    }
    problems.pattern("project", cloud.project(), NamePatterns.PROJECT);
    if (!Regions.ALL.contains(cloud.region())) {
      problems.cloud(
          "region",
          "must be a region of Google Cloud that has Dataflow, got %s; the nearest is %s"
              .formatted(cloud.region(), NearestName.of(cloud.region(), Regions.ALL).orElse("")));
    }
    if (cloud.handoff().isPresent() && Regions.WITHOUT_JOB_EVENTS.contains(cloud.region())) {
      problems.cloud(
          "region",
          "must have Eventarc's events of Dataflow jobs, by which the stack handoff is told of"
              + " them;"
              + " %s have none, got %s; take another region, or remove google_cloud.handoff and"
                  .formatted(String.join(", ", Regions.WITHOUT_JOB_EVENTS), cloud.region())
              + " hand over by hand");
    }
    cloud
        .labels()
        .forEach(
            (key, value) -> {
              if (!key.matches("[a-z][a-z0-9_-]{0,62}") || !value.matches("[a-z0-9_-]{0,63}")) {
                problems.cloud(
                    "labels." + key, "must be lower-case letters, digits, _ and -, got " + value);
              }
            });
    cloud
        .deployingAccount()
        .ifPresent(email -> problems.pattern("deploying_account", email, NamePatterns.ACCOUNT));
    cloud.kmsKey().ifPresent(this::key);
    cloud.state().ifPresent(this::state);
  }

  private void key(String key) {
    problems.pattern(
        "kms_key", key, "projects/[^/]+/locations/[^/]+/keyRings/[^/]+/cryptoKeys/[^/]+");
    if (!key.contains("/locations/" + cloud.region() + "/")) {
      problems.cloud("kms_key", "must be in the region %s, got %s".formatted(cloud.region(), key));
    }
    if (cloud.instance().config().filter(Regions::isMultiRegion).isPresent()) {
      problems.cloud(
          "kms_key", "is of one region, and the instance in several needs one in each; remove it");
    }
  }

  private void state(GoogleCloud.State state) {
    state
        .bucket()
        .ifPresent(bucket -> problems.pattern("state.bucket", bucket, NamePatterns.BUCKET));
    if (state.bucket().isPresent() == state.backend().isPresent()) {
      problems.cloud("state", "must have either bucket, for gcs, or backend; set one");
    }
    if (state.backend().isEmpty() != state.arguments().isEmpty()) {
      problems.cloud("state.arguments", "are those of state.backend; set both or none");
    }
    Map<String, String> arguments = state.arguments().orElse(Map.of());
    arguments
        .keySet()
        .forEach(
            key -> {
              // The value may be a real secret, so it is not repeated.
              if (key.matches(
                  "(?i).*(password|secret|token|credential|access_key|sas|conn_str).*")) {
                problems.cloud(
                    "state.arguments." + key,
                    "would be a secret in files and state; let the backend read it from the"
                        + " environment");
              }
            });
    if (state.backend().isPresent()
        && arguments.values().stream().noneMatch(value -> value.contains("{stack}"))) {
      problems.cloud("state.arguments", "must say {stack} once: stacks must not share one state");
    }
  }

  private void secrets() {
    Map<String, SecretReference> passwords = new LinkedHashMap<>();
    passwords.put("source.password", settings.source().password());
    settings
        .source()
        .shards()
        .forEach(
            (name, shard) ->
                shard
                    .password()
                    .ifPresent(
                        secret -> passwords.put("source.shards." + name + ".password", secret)));
    passwords.forEach(
        (key, secret) -> {
          if (!secret.isInSecretManager()) {
            problems.add(
                "%s must be secret-manager:projects/PROJECT/secrets/NAME/versions/VERSION on platform google-cloud, got %s"
                    .formatted(key, secret));
          }
        });
  }

  private void services() {
    cloud.handoff().ifPresent(this::handoff);
    cloud
        .observe()
        .notificationChannels()
        .forEach(
            channel ->
                problems.pattern(
                    "observe.notification_channels",
                    channel,
                    "projects/[^/]+/notificationChannels/[^/]+"));
    cloud
        .endpoints()
        .set()
        .forEach(
            (key, address) -> problems.pattern("endpoints." + key, address, NamePatterns.ENDPOINT));
    GoogleCloud.Observe observe = cloud.observe();
    problems.range("observe.max_freshness_seconds", observe.maxFreshnessSeconds(), 60, 86_400);
    problems.range("observe.max_backlog_seconds", observe.maxBacklogSeconds(), 60, 86_400);
    problems.range("observe.max_backlog_messages", observe.maxBacklogMessages(), 1, 1_000_000_000);
    problems.range("observe.max_job_lag_seconds", observe.maxJobLagSeconds(), 60, 86_400);
    problems.range("observe.max_cpu_percent", observe.maxCpuPercent(), 1, 100);
    problems.range("observe.max_storage_percent", observe.maxStoragePercent(), 1, 100);
  }

  private void handoff(GoogleCloud.Handoff handoff) {
    String image = handoff.image();
    String tag = image.substring(image.lastIndexOf('/') + 1);
    if (!tag.contains(":") || tag.endsWith(":latest")) {
      problems.cloud("handoff.image", "must name one version, by tag or digest, got " + image);
    }
  }
}
