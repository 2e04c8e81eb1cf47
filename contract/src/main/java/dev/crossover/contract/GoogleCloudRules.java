package dev.crossover.contract;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the values of the {@code google_cloud} settings must be, beyond their types. */
final class GoogleCloudRules {
  /** A job's name is environment, purpose, run and shard; an account's id has 30 characters. */
  private static final int LONGEST_ENVIRONMENT = 20;

  /** Fewer than that is refused by the jobs' templates at launch, after minutes. */
  private static final int LEAST_CPUS = 4;

  private static final Pattern MACHINE =
      Pattern.compile(
          "(?:[a-z]\\w*-)?custom-(\\d{1,4})-\\d+(?:-ext)?|[a-z]\\w*-[a-z]+-(\\d{1,4})(?:-lssd)?");
  private static final String PROJECT = "[a-z][a-z0-9-]{4,28}[a-z0-9]";
  private static final String NAME = "[a-z]([a-z0-9-]{0,58}[a-z0-9])?";
  private static final String BUCKET = "(?!goog)(?!.*google)[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]";

  private final Settings settings;
  private final GoogleCloud cloud;
  private final List<String> problems = new ArrayList<>();

  private GoogleCloudRules(Settings settings, GoogleCloud cloud) {
    this.settings = settings;
    this.cloud = cloud;
  }

  static List<String> problems(Settings settings, GoogleCloud cloud) {
    GoogleCloudRules rules = new GoogleCloudRules(settings, cloud);
    rules.place();
    rules.secrets();
    rules.shards();
    rules.connectivity();
    rules.ranges();
    rules.instance();
    rules.database();
    rules.capture();
    rules.strategy();
    rules.startPosition();
    rules.live();
    rules.bulk();
    rules.services();
    return rules.problems;
  }

  private void place() {
    if (settings.environment().length() > LONGEST_ENVIRONMENT) {
      problems.add(
          "environment must have at most %d characters on platform google-cloud, got %s"
              .formatted(LONGEST_ENVIRONMENT, settings.environment()));
    }
    pattern("project", cloud.project(), PROJECT);
    if (!Regions.ALL.contains(cloud.region())) {
      add(
          "region",
          "must be a region of Google Cloud, got %s; the nearest is %s"
              .formatted(cloud.region(), SettingsTree.nearest(cloud.region(), Regions.ALL)));
    }
    cloud
        .labels()
        .forEach(
            (key, value) -> {
              if (!key.matches("[a-z][a-z0-9_-]{0,62}") || !value.matches("[a-z0-9_-]{0,63}")) {
                add("labels." + key, "must be lower-case letters, digits, _ and -, got " + value);
              }
            });
    cloud.state().ifPresent(state -> pattern("state.bucket", state.bucket(), BUCKET));
  }

  private void secrets() {
    Map<String, SecretReference> passwords = new LinkedHashMap<>();
    passwords.put("source.password", settings.source().password());
    cloud
        .shards()
        .forEach(
            (name, shard) ->
                shard
                    .password()
                    .ifPresent(
                        secret ->
                            passwords.put("google_cloud.shards." + name + ".password", secret)));
    passwords.forEach(
        (key, secret) -> {
          if (!secret.isInSecretManager()) {
            problems.add(
                "%s must be secret-manager:projects/PROJECT/secrets/NAME/versions/VERSION on platform google-cloud, got %s"
                    .formatted(key, secret));
          }
        });
  }

  private void shards() {
    Set<String> places = new HashSet<>();
    Set<String> hosts = new HashSet<>();
    cloud
        .shards()
        .forEach(
            (name, shard) -> {
              String key = "shards." + name;
              if (!name.matches("[a-z]([a-z0-9-]{0,14}[a-z0-9])?")) {
                add(
                    key,
                    "must be named with at most 16 of a-z, 0-9 and -, beginning with a letter");
              }
              shard.port().ifPresent(port -> range(key + ".port", port, 1, 65_535));
              shard
                  .connectionProfile()
                  .ifPresent(id -> pattern(key + ".connection_profile", id, NAME));
              hosts.add(shard.host());
              if (!places.add(
                  shard.host()
                      + "/"
                      + shard.port().orElse(settings.source().port())
                      + "/"
                      + shard.database().orElse(settings.source().database()))) {
                add(key, "is the same database as another shard; remove one of the two");
              }
            });
    if (!cloud.shards().isEmpty() && !hosts.contains(settings.source().host())) {
      problems.add(
          "source.host must be the host of one of google_cloud.shards, whose schema is read, got "
              + settings.source().host());
    }
    if (cloud.shards().isEmpty()) {
      perShardWithoutShards("live.jobs", cloud.live().jobs());
      perShardWithoutShards("bulk.jobs", cloud.bulk().jobs());
    } else if (cloud.capture().sourceProfile().isPresent()) {
      add(
          "capture.source_profile",
          "is for one source; with shards, name google_cloud.shards.NAME.connection_profile");
    }
  }

  private void perShardWithoutShards(String key, GoogleCloud.Jobs jobs) {
    if (jobs == GoogleCloud.Jobs.PER_SHARD) {
      add(key, "must be one without google_cloud.shards, got per-shard");
    }
  }

  /** Whether the connection profiles of all sources exist, and with them their connectivity. */
  private boolean profilesExist() {
    return cloud.shards().isEmpty()
        ? cloud.capture().sourceProfile().isPresent()
        : cloud.shards().values().stream().allMatch(s -> s.connectionProfile().isPresent());
  }

  private void connectivity() {
    GoogleCloud.Network network = cloud.network();
    boolean allowlist = network.ipAllowlist().isPresent();
    boolean connection = network.privateConnection().isPresent();
    if (allowlist && connection) {
      add("network", "must have ip_allowlist or private_connection, got both; remove one");
    } else if (profilesExist() && (allowlist || connection)) {
      add(
          "network",
          "must have neither ip_allowlist nor private_connection when the connection profiles"
              + " exist: theirs counts; remove it");
    } else if (!profilesExist() && !allowlist && !connection) {
      add("network", "must have ip_allowlist or private_connection, got neither; set one");
    }
    network
        .privateConnection()
        .filter(c -> c.existing().isPresent() == c.range().isPresent())
        .ifPresent(
            c -> add("network.private_connection", "must have either existing or range; set one"));
    if (network.create().isPresent() && network.hostProject().isPresent()) {
      add("network.create", "cannot make a network in network.host_project; remove one");
    }
    if (network.create().isPresent() && network.subnetwork().isPresent()) {
      add("network.subnetwork", "is made by network.create; remove one");
    }
    if (network.hostProject().isPresent() && network.subnetwork().isEmpty()) {
      add("network.subnetwork", "is missing; a shared VPC is entered by a subnetwork; set it");
    }
    pattern("network.name", network.name(), NAME);
    network.subnetwork().ifPresent(name -> pattern("network.subnetwork", name, NAME));
    network.hostProject().ifPresent(name -> pattern("network.host_project", name, PROJECT));
  }

  private void ranges() {
    Map<String, String> named = new LinkedHashMap<>();
    GoogleCloud.Network network = cloud.network();
    network
        .privateConnection()
        .flatMap(GoogleCloud.PrivateConnection::range)
        .ifPresent(range -> named.put("network.private_connection.range", range));
    network
        .create()
        .ifPresent(n -> named.put("network.create.subnetwork_range", n.subnetworkRange()));
    for (int i = 0; i < network.usedRanges().size(); i++) {
      named.put("network.used_ranges[" + i + "]", network.usedRanges().get(i));
    }
    network
        .ipAllowlist()
        .ifPresent(
            list -> {
              if (list.sourceRanges().isEmpty()) {
                add("network.ip_allowlist.source_ranges", "must name at least one range, got none");
              }
              list.sourceRanges().forEach(r -> isRange("network.ip_allowlist.source_ranges", r));
            });
    Map<String, IpRange> ranges = new LinkedHashMap<>();
    named.forEach(
        (key, text) -> {
          if (isRange(key, text)) {
            IpRange range = IpRange.parse(text);
            ranges.forEach(
                (other, before) -> {
                  if (range.overlaps(before)) {
                    add(
                        key,
                        "%s overlaps google_cloud.%s %s".formatted(text, other, before.text()));
                  }
                });
            ranges.put(key, range);
          }
        });
    Optional.ofNullable(ranges.get("network.private_connection.range"))
        .filter(range -> range.bits() != 29)
        .ifPresent(
            range -> add("network.private_connection.range", "must be a /29, got " + range.text()));
  }

  private boolean isRange(String key, String text) {
    boolean is = IpRange.isRange(text);
    if (!is) {
      add(
          key,
          "must be a range such as 10.0.0.0/29 that begins at its lowest address, got " + text);
    }
    return is;
  }

  private void instance() {
    GoogleCloud.Instance instance = cloud.instance();
    boolean sized = instance.processingUnits().isPresent();
    boolean autoscaling = instance.autoscaling().isPresent();
    if (instance.existing() && (sized || autoscaling || instance.config().isPresent())) {
      add("instance", "exists: its config and size are set where it is managed; remove them");
    } else if (!instance.existing() && sized == autoscaling) {
      add(
          "instance",
          "must have either processing_units or autoscaling, got "
              + (sized ? "both; remove one" : "neither; set one"));
    }
    if (!instance.existing()) {
      String name = settings.target().instance();
      if (name.length() < 6 || name.length() > 30) {
        problems.add(
            "target.instance must have 6 to 30 characters for an instance that is made here, got "
                + name);
      }
      instance
          .displayName()
          .filter(text -> text.length() < 4 || text.length() > 30)
          .ifPresent(
              text -> add("instance.display_name", "must have 4 to 30 characters, got " + text));
    }
    instance.processingUnits().ifPresent(units -> units("instance.processing_units", units));
    instance.autoscaling().ifPresent(this::autoscaling);
    instance
        .config()
        .filter(config -> !Regions.isConfig(config))
        .ifPresent(
            config ->
                add(
                    "instance.config",
                    "must be regional-REGION or one of Spanner's multi-region configurations, got "
                        + config));
    if (instance.config().filter(Regions::isMultiRegion).isPresent()
        && instance.edition() != GoogleCloud.Edition.ENTERPRISE_PLUS) {
      add("instance.edition", "must be enterprise-plus for a multi-region configuration");
    }
  }

  private void autoscaling(GoogleCloud.Autoscaling autoscaling) {
    String key = "instance.autoscaling.";
    units(key + "min_processing_units", autoscaling.minProcessingUnits());
    units(key + "max_processing_units", autoscaling.maxProcessingUnits());
    // Spanner does not scale instances below one node by itself.
    range(key + "min_processing_units", autoscaling.minProcessingUnits(), 1000, 1_000_000);
    if (autoscaling.maxProcessingUnits() < autoscaling.minProcessingUnits()) {
      add(key + "max_processing_units", "must not be below min_processing_units");
    }
    range(key + "cpu_percent", autoscaling.cpuPercent(), 10, 90);
    range(key + "storage_percent", autoscaling.storagePercent(), 10, 99);
    if (cloud.instance().edition() == GoogleCloud.Edition.STANDARD) {
      add("instance.edition", "must be enterprise or enterprise-plus for autoscaling");
    }
  }

  private void units(String key, int units) {
    int step = units < 1000 ? 100 : 1000;
    if (units < 100 || units % step != 0) {
      add(key, "must be a multiple of 100 below 1000 and of 1000 from there on, got " + units);
    }
  }

  private void database() {
    GoogleCloud.Database database = cloud.database();
    range("database.version_retention_hours", database.versionRetentionHours(), 1, 168);
    if (database.existing() && (database.ddlFile().isPresent() || database.backups().isPresent())) {
      add("database", "exists: its ddl_file and backups are set where it is managed; remove them");
    }
    if (cloud.instance().existing() || !database.existing()) {
      database
          .backups()
          .ifPresent(
              backups -> {
                pattern("database.backups.cron", backups.cron(), "\\S+ \\S+ \\S+ \\S+ \\S+");
                range("database.backups.retention_days", backups.retentionDays(), 1, 366);
              });
    } else {
      add("database.existing", "cannot be true when the instance is made here");
    }
  }

  private void capture() {
    GoogleCloud.Capture capture = cloud.capture();
    capture.bucket().ifPresent(bucket -> pattern("capture.bucket", bucket, BUCKET));
    capture.sourceProfile().ifPresent(id -> pattern("capture.source_profile", id, NAME));
    capture.bucketProfile().ifPresent(id -> pattern("capture.bucket_profile", id, NAME));
    range("capture.rotation_seconds", capture.rotationSeconds(), 15, 60);
    range("capture.rotation_megabytes", capture.rotationMegabytes(), 1, 100);
    range("capture.max_concurrent_tasks", capture.maxConcurrentTasks(), 1, 50);
    range("capture.soft_delete_days", capture.softDeleteDays(), 0, 90);
    if (capture.softDeleteDays() > 0 && capture.softDeleteDays() < 7) {
      add("capture.soft_delete_days", "must be 0 or from 7 to 90, got " + capture.softDeleteDays());
    }
  }

  private void strategy() {
    boolean backfill = cloud.capture().enableBackfill();
    boolean live = cloud.strategy() == GoogleCloud.Strategy.LIVE_ONLY;
    if (backfill && !live) {
      add(
          "capture.enable_backfill",
          "must be false with strategy bulk-then-live: every row would be moved twice; use"
              + " strategy live-only for a backfill");
    }
    if (!backfill && live) {
      add(
          "capture.enable_backfill",
          "must be true with strategy live-only: nothing else moves the rows that exist");
    }
    if (backfill && cloud.live().skipDataflow()) {
      add("live.skip_dataflow", "must be false when capture.enable_backfill is true");
    }
  }

  private void startPosition() {
    GoogleCloud.Capture capture = cloud.capture();
    String key = "capture.start_position";
    if (capture.startPosition().isEmpty()) {
      return;
    }
    if (settings.route() != Settings.Route.MYSQL_TO_SPANNER) {
      add(key, "is for MySQL; a PostgreSQL stream starts at its slot");
    }
    if (!cloud.shards().isEmpty()) {
      add(key, "is for one source; with shards, start each stream with the launcher");
    }
    GoogleCloud.StartPosition position = capture.startPosition().orElseThrow();
    boolean gtid = position.gtidSet().isPresent();
    if (gtid == position.logFile().isPresent()
        || position.logFile().isPresent() != position.logPosition().isPresent()) {
      add(key, "must have either gtid_set, or log_file and log_position");
    } else if (gtid != (capture.mysqlLog() == GoogleCloud.MysqlLog.GTID)) {
      add(key, "must be of the kind that capture.mysql_log names");
    }
  }

  private void live() {
    GoogleCloud.Live live = cloud.live();
    job("live", live.template(), live.templatePath(), live.machineType());
    workers("live", live.workers(), live.maxWorkers());
    range("live.retry_minutes", live.retryMinutes(), 1, 1_440);
    live.serviceAccount()
        .ifPresent(
            email ->
                pattern(
                    "live.service_account",
                    email,
                    "[a-z][a-z0-9-]+@[a-z0-9.-]+\\.gserviceaccount\\.com"));
    transformation("live", live.template(), live.transformation());
    jobs("live", live.template(), live.jobs());
  }

  private void bulk() {
    GoogleCloud.Bulk bulk = cloud.bulk();
    pattern("bulk.run_id", bulk.runId(), "[a-z0-9]([a-z0-9-]{0,14}[a-z0-9])?");
    job("bulk", bulk.template(), bulk.templatePath(), bulk.machineType());
    workers("bulk", bulk.workers(), bulk.maxWorkers());
    transformation("bulk", bulk.template(), bulk.transformation());
    jobs("bulk", bulk.template(), bulk.jobs());
  }

  private void job(
      String key, GoogleCloud.Template template, Optional<String> path, String machine) {
    if (path.isEmpty() && template == GoogleCloud.Template.CROSSOVER) {
      add(key + ".template_path", "is missing; set it to where your build put the template");
    }
    path.ifPresent(
        text -> {
          if (!text.matches("gs://[^/]+/.+") || text.contains("/latest/")) {
            add(
                key + ".template_path",
                "must be gs://BUCKET/PATH of one version, not latest, got " + text);
          }
        });
    Matcher matcher = MACHINE.matcher(machine);
    boolean known = matcher.matches();
    String cpus =
        known && matcher.group(1) != null ? matcher.group(1) : known ? matcher.group(2) : "0";
    if (Integer.parseInt(cpus) < LEAST_CPUS) {
      add(
          key + ".machine_type",
          "must have at least %d vCPU, such as n2-standard-4, got %s"
              .formatted(LEAST_CPUS, machine));
    }
  }

  private void workers(String key, int workers, int most) {
    range(key + ".workers", workers, 1, 1_000);
    range(key + ".max_workers", most, 1, 1_000);
    if (most < workers) {
      add(key + ".max_workers", "must not be below workers %d, got %d".formatted(workers, most));
    }
  }

  private void transformation(
      String key,
      GoogleCloud.Template template,
      Optional<GoogleCloud.Transformation> transformation) {
    if (transformation.isPresent() && template == GoogleCloud.Template.CROSSOVER) {
      add(key + ".transformation", "is called by Google's template only; remove it");
    }
  }

  /** Our jobs know one source each; Google's read a list of shards. */
  private void jobs(String key, GoogleCloud.Template template, GoogleCloud.Jobs jobs) {
    if (template == GoogleCloud.Template.CROSSOVER
        && !cloud.shards().isEmpty()
        && jobs == GoogleCloud.Jobs.ONE) {
      add(key + ".jobs", "must be per-shard with template crossover, got one");
    }
  }

  private void services() {
    String image = cloud.handoff().image();
    String tag = image.substring(image.lastIndexOf('/') + 1);
    if (!tag.contains(":") || tag.endsWith(":latest")) {
      add("handoff.image", "must name one version, by tag or digest, got " + image);
    }
    cloud
        .observe()
        .notificationChannels()
        .forEach(
            channel ->
                pattern(
                    "observe.notification_channels",
                    channel,
                    "projects/[^/]+/notificationChannels/[^/]+"));
    GoogleCloud.Observe observe = cloud.observe();
    range("observe.max_freshness_seconds", observe.maxFreshnessSeconds(), 60, 86_400);
    range("observe.max_backlog_seconds", observe.maxBacklogSeconds(), 60, 86_400);
    range("observe.max_backlog_messages", observe.maxBacklogMessages(), 1, 1_000_000_000);
    range("observe.max_job_lag_seconds", observe.maxJobLagSeconds(), 60, 86_400);
    range("observe.max_cpu_percent", observe.maxCpuPercent(), 1, 100);
    range("observe.max_storage_percent", observe.maxStoragePercent(), 1, 100);
  }

  private void add(String key, String what) {
    problems.add("google_cloud." + key + " " + what);
  }

  private void range(String key, long value, long least, long most) {
    SettingsRules.range(problems, "google_cloud." + key, value, least, most);
  }

  private void pattern(String key, String value, String allowed) {
    SettingsRules.pattern(problems, "google_cloud." + key, value, allowed);
  }
}
