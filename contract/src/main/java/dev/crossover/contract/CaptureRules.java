package dev.crossover.contract;

/** What the stream may be, and which toggles go together. */
final class CaptureRules {

  private final GoogleCloud cloud;
  private final Settings.Route route;
  private final boolean sharded;
  private final Problems problems;

  private CaptureRules(Settings settings, GoogleCloud cloud, Problems problems) {
    this.cloud = cloud;
    this.route = settings.route();
    this.sharded = !settings.source().shards().isEmpty();
    this.problems = problems;
  }

  static void check(Settings settings, GoogleCloud cloud, Problems problems) {
    CaptureRules rules = new CaptureRules(settings, cloud, problems);
    rules.capture();
    rules.strategy();
    rules.startPosition();
  }

  private void capture() {
    GoogleCapture capture = cloud.capture();
    capture
        .bucket()
        .ifPresent(bucket -> problems.pattern("capture.bucket", bucket, NamePatterns.BUCKET));
    capture
        .sourceProfile()
        .ifPresent(id -> problems.pattern("capture.source_profile", id, NamePatterns.RESOURCE));
    capture
        .bucketProfile()
        .ifPresent(id -> problems.pattern("capture.bucket_profile", id, NamePatterns.RESOURCE));
    bucket(capture);
    problems.range("capture.rotation_seconds", capture.rotationSeconds(), 15, 60);
    problems.range("capture.rotation_megabytes", capture.rotationMegabytes(), 1, 100);
    problems.range("capture.max_concurrent_tasks", capture.maxConcurrentTasks(), 1, 50);
    problems.range("capture.soft_delete_days", capture.softDeleteDays(), 0, 90);
    if (capture.softDeleteDays() > 0 && capture.softDeleteDays() < 7) {
      problems.cloud(
          "capture.soft_delete_days", "must be 0 or from 7 to 90, got " + capture.softDeleteDays());
    }
  }

  private void bucket(GoogleCapture capture) {
    if (capture.existingBucket() && capture.bucket().isEmpty()) {
      problems.cloud("capture.bucket", "is missing; name the bucket that exists");
    }
    if (capture.existingBucket() && capture.softDeleteDays() > 0) {
      problems.cloud("capture.soft_delete_days", "is set where the bucket is managed; remove it");
    }
    if (capture.bucketProfile().isPresent() && !capture.existingBucket()) {
      problems.cloud(
          "capture.bucket_profile",
          "exists, and with it its bucket; name that as capture.bucket, with existing_bucket true");
    }
    capture
        .bucketProfileRoot()
        .ifPresent(
            root -> {
              problems.pattern("capture.bucket_profile_root", root, "/|(/[\\w.-]+)+");
              if (capture.bucketProfile().isEmpty()) {
                problems.cloud(
                    "capture.bucket_profile_root", "is that of capture.bucket_profile; remove it");
              }
            });
  }

  private void strategy() {
    boolean backfill = cloud.capture().enableBackfill();
    boolean live = cloud.strategy() == GoogleCloud.Strategy.LIVE_ONLY;
    if (backfill && !live) {
      problems.cloud(
          "capture.enable_backfill",
          "must be false with strategy bulk-then-live: every row would be moved twice; use"
              + " strategy live-only for a backfill");
    }
    if (!backfill && live) {
      problems.cloud(
          "capture.enable_backfill",
          "must be true with strategy live-only: nothing else moves the rows that exist");
    }
    if (backfill && cloud.live().skipDataflow()) {
      problems.cloud("live.skip_dataflow", "must be false when capture.enable_backfill is true");
    }
  }

  /** Where a stream begins is said in the words of the method by which it follows the log. */
  private void startPosition() {
    cloud.capture().startPosition().ifPresent(this::startPosition);
  }

  private void startPosition(GoogleCapture.StartPosition start) {
    boolean gtid = cloud.capture().mysqlLog() == GoogleCapture.MysqlLog.GTID;
    boolean place = start.logFile().isPresent() && start.logPosition().isPresent();
    if (route != Settings.Route.MYSQL_TO_SPANNER) {
      problems.cloud("capture.start_position", "is for MySQL's log only; remove it");
    } else if (gtid && (start.gtidSet().isEmpty() || start.logFile().isPresent())) {
      problems.cloud(
          "capture.start_position", "must have gtid_set and nothing else with mysql_log gtid");
    } else if (!gtid && (!place || start.gtidSet().isPresent())) {
      problems.cloud(
          "capture.start_position",
          "must have log_file and log_position and nothing else with mysql_log"
              + " binary-log-position");
    }
    start
        .logPosition()
        .ifPresent(
            offset ->
                problems.range(
                    "capture.start_position.log_position", offset, 4, Integer.MAX_VALUE));
    if (sharded) {
      problems.cloud(
          "capture.start_position",
          "is a place in one log, and source.shards has several; remove it");
    }
  }
}
