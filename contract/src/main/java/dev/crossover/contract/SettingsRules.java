package dev.crossover.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the values of settings must be, beyond their types. */
final class SettingsRules {
  /** The words that the PostgreSQL driver has for {@code sslmode}. */
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** The limit of Spanner for one commit, indexes included. */
  private static final int SPANNER_COMMIT_CELLS = 80_000;

  /** The limit of Spanner for one commit. */
  private static final long SPANNER_COMMIT_BYTES = 100_000_000;

  private final List<String> problems = new ArrayList<>();

  private SettingsRules() {}

  static List<String> problems(Settings settings) {
    SettingsRules rules = new SettingsRules();
    rules.source(settings.source());
    rules.unloggedCascades(settings);
    rules.target(settings.target());
    rules.capture(settings.capture());
    rules.bulk(settings.bulk());
    rules.rest(settings);
    rules.platform(settings);
    Problems cloud = new Problems();
    ShardRules.check(settings, cloud);
    settings.googleCloud().ifPresent(part -> GoogleCloudRules.check(settings, part, cloud));
    rules.problems.addAll(cloud.all());
    return rules.problems;
  }

  private void platform(Settings settings) {
    boolean local = settings.platform() == Settings.Platform.LOCAL;
    if (local && settings.googleCloud().isPresent()) {
      problems.add("google_cloud is read on platform google-cloud only; remove it");
    }
    if (local && settings.source().password().isInSecretManager()) {
      problems.add("source.password must be env:NAME or file:PATH on platform local");
    }
  }

  private void source(Settings.Source source) {
    range("source.port", source.port(), 1, 65_535);
    if (source.schemas().isEmpty()) {
      problems.add("source.schemas must name at least one schema, got none");
    }
    if (!SSL_MODES.contains(source.sslMode())) {
      problems.add(
          "source.ssl_mode must be one of %s, got %s"
              .formatted(SSL_MODES.stream().sorted().toList(), source.sslMode()));
    }
  }

  private void unloggedCascades(Settings settings) {
    if (settings.source().unloggedCascades() != Settings.Source.UnloggedCascades.REFUSE
        && settings.route() != Settings.Route.MYSQL_TO_SPANNER) {
      problems.add(
          "source.unlogged_cascades must be refuse on this route, got recopy: such a source logs"
              + " what its foreign keys change; remove it");
    }
  }

  private void target(Settings.Target target) {
    pattern("target.project", target.project(), NamePatterns.PROJECT);
    pattern("target.instance", target.instance(), "[a-z][a-z0-9-]{0,62}[a-z0-9]");
    pattern("target.database", target.database(), "[a-z][a-z0-9_-]{0,28}[a-z0-9]");
    pattern("target.emulator", target.emulator(), "none|auto|[^:]+:\\d{1,5}");
  }

  private void capture(Settings.Capture capture) {
    pattern("capture.slot", capture.slot(), "[a-z0-9_]{1,63}");
    pattern("capture.publication", capture.publication(), "[a-z_][a-z0-9_]{0,62}");
    range("capture.rotation_millis", capture.rotationMillis(), 100, 60_000);
    range("capture.rotation_bytes", capture.rotationBytes(), 10_000, 100_000_000);
  }

  private void bulk(Settings.Bulk bulk) {
    range("bulk.partition_rows", bulk.partitionRows(), 1, 100_000_000);
    range("bulk.workers", bulk.workers(), 1, 256);
    range("bulk.fetch_rows", bulk.fetchRows(), 1, 1_000_000);
    range("bulk.commit_cells", bulk.commitCells(), 1, SPANNER_COMMIT_CELLS);
    range("bulk.commit_bytes", bulk.commitBytes(), 1, SPANNER_COMMIT_BYTES);
  }

  private void rest(Settings settings) {
    Settings.Live live = settings.live();
    range("live.workers", live.workers(), 1, 256);
    range("live.batch_events", live.batchEvents(), 1, 10_000_000);
    range("live.poll_millis", live.pollMillis(), 10, 60_000);
    range("live.parked_attempts", live.parkedAttempts(), 1, 1_000_000);
    Settings.Verification verification = settings.verification();
    range("verification.chunk_rows", verification.chunkRows(), 1, 10_000_000);
    range("verification.recheck_attempts", verification.recheckAttempts(), 1, 1_000);
    range("verification.max_age_seconds", verification.maxAgeSeconds(), 1, 31_536_000);
    Settings.Cutover cutover = settings.cutover();
    range("cutover.max_lag_seconds", cutover.maxLagSeconds(), 1, 86_400);
    range("cutover.max_downtime_seconds", cutover.maxDowntimeSeconds(), 1, 86_400);
    range("cutover.drain_timeout_seconds", cutover.drainTimeoutSeconds(), 1, 86_400);
    range("cutover.catch_up_timeout_seconds", cutover.catchUpTimeoutSeconds(), 1, 86_400);
    range("cutover.sequence_margin", cutover.sequenceMargin(), 0, 1_000_000_000_000L);
  }

  private void range(String key, long value, long least, long most) {
    range(problems, key, value, least, most);
  }

  private void pattern(String key, String value, String allowed) {
    pattern(problems, key, value, allowed);
  }

  static void range(List<String> problems, String key, long value, long least, long most) {
    if (value < least || value > most) {
      problems.add("%s must be from %d to %d, got %d".formatted(key, least, most, value));
    }
  }

  static void pattern(List<String> problems, String key, String value, String allowed) {
    if (!value.matches(allowed)) {
      problems.add("%s must match %s, got %s".formatted(key, allowed, value));
    }
  }
}
