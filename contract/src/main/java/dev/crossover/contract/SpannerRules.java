package dev.crossover.contract;

/**
 * What the target may be. The limits of autoscaling are Spanner's hard ones
 * (cloud.google.com/spanner/docs/managed-autoscaler, section Managed autoscaler parameters).
 */
final class SpannerRules {
  /** One node: Spanner does not scale instances below it by itself, nor to it alone. */
  private static final int LEAST_AUTOSCALED = 1_000;

  private static final int MOST_TIMES_LEAST = 10;

  private final Settings settings;
  private final GoogleCloud cloud;
  private final Problems problems;

  private SpannerRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.settings = settings;
    this.cloud = cloud;
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    SpannerRules rules = new SpannerRules(settings, cloud, problems);
    rules.instance();
    rules.database();
  }

  private void instance() {
    GoogleTarget.Instance instance = cloud.instance();
    boolean sized = instance.processingUnits().isPresent();
    boolean autoscaling = instance.autoscaling().isPresent();
    if (instance.existing() && (sized || autoscaling || instance.config().isPresent())) {
      problems.cloud(
          "instance", "exists: its config and size are set where it is managed; remove them");
    } else if (!instance.existing() && sized == autoscaling) {
      problems.cloud(
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
              text ->
                  problems.cloud(
                      "instance.display_name", "must have 4 to 30 characters, got " + text));
    }
    instance.processingUnits().ifPresent(units -> units("instance.processing_units", units));
    instance.autoscaling().ifPresent(this::autoscaling);
    instance
        .config()
        .filter(config -> !Regions.isConfig(config))
        .ifPresent(
            config ->
                problems.cloud(
                    "instance.config",
                    "must be regional-REGION or one of Spanner's multi-region configurations, got "
                        + config));
    if (instance.config().filter(Regions::isMultiRegion).isPresent()
        && instance.edition() != GoogleTarget.Edition.ENTERPRISE_PLUS) {
      problems.cloud(
          "instance.edition", "must be enterprise-plus for a multi-region configuration");
    }
  }

  private void autoscaling(GoogleTarget.Autoscaling autoscaling) {
    String key = "instance.autoscaling.";
    int min = autoscaling.minProcessingUnits();
    int max = autoscaling.maxProcessingUnits();
    units(key + "min_processing_units", min);
    units(key + "max_processing_units", max);
    problems.range(key + "min_processing_units", min, LEAST_AUTOSCALED, 1_000_000);
    if (max < min) {
      problems.cloud(
          key + "max_processing_units",
          "must not be below min_processing_units %d, got %d".formatted(min, max));
    }
    if (max == LEAST_AUTOSCALED) {
      problems.cloud(
          key + "max_processing_units",
          "must be above one node, got %d; set processing_units instead".formatted(max));
    }
    if (max > (long) MOST_TIMES_LEAST * min) {
      problems.cloud(
          key + "max_processing_units",
          "must be at most %d times min_processing_units %d, got %d; raise the minimum or lower the"
                  .formatted(MOST_TIMES_LEAST, min, max)
              + " maximum");
    }
    problems.range(key + "cpu_percent", autoscaling.cpuPercent(), 10, 90);
    problems.range(key + "storage_percent", autoscaling.storagePercent(), 10, 99);
    if (cloud.instance().edition() == GoogleTarget.Edition.STANDARD) {
      problems.cloud("instance.edition", "must be enterprise or enterprise-plus for autoscaling");
    }
  }

  private void units(String key, int units) {
    int step = units < 1000 ? 100 : 1000;
    if (units < 100 || units % step != 0) {
      problems.cloud(
          key, "must be a multiple of 100 below 1000 and of 1000 from there on, got " + units);
    }
  }

  private void database() {
    GoogleTarget.Database database = cloud.database();
    problems.range("database.version_retention_hours", database.versionRetentionHours(), 1, 168);
    if (database.existing() && (database.ddlFile().isPresent() || database.backups().isPresent())) {
      problems.cloud(
          "database", "exists: its ddl_file and backups are set where it is managed; remove them");
    }
    if (cloud.instance().existing() || !database.existing()) {
      database
          .backups()
          .ifPresent(
              backups -> {
                problems.pattern(
                    "database.backups.cron", backups.cron(), "\\S+ \\S+ \\S+ \\S+ \\S+");
                problems.range("database.backups.retention_days", backups.retentionDays(), 1, 366);
              });
    } else {
      problems.cloud("database.existing", "cannot be true when the instance is made here");
    }
  }
}
