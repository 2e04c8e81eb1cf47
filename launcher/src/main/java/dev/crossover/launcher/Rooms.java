package dev.crossover.launcher;

import static java.util.stream.Collectors.joining;

import dev.crossover.contract.Settings;
import dev.crossover.contract.Settings.Route;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.platform.PlatformFactory;
import dev.crossover.engine.source.SourceFactory;
import dev.crossover.engine.target.TargetFactory;
import dev.crossover.platforms.googlecloud.GoogleCloudPlatform;
import dev.crossover.platforms.local.LocalPlatform;
import dev.crossover.sources.mysql.MysqlSource;
import dev.crossover.sources.postgresql.PostgresqlSource;
import dev.crossover.targets.spanner.SpannerTargetFactory;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The rooms that there are: one line for each source, target and platform. A new room is added here
 * and nowhere else.
 */
public record Rooms(
    Map<Route, SourceFactory> sources,
    Map<Route, TargetFactory> targets,
    Map<Settings.Platform, PlatformFactory> platforms) {

  public Rooms {
    sources = Map.copyOf(sources);
    targets = Map.copyOf(targets);
    platforms = Map.copyOf(platforms);
  }

  /** Every room of this program. */
  public static Rooms all() {
    return new Rooms(
        Map.of(
            Route.POSTGRESQL_TO_SPANNER, PostgresqlSource::open,
            Route.MYSQL_TO_SPANNER, MysqlSource::open),
        Map.of(
            Route.POSTGRESQL_TO_SPANNER, new SpannerTargetFactory(),
            Route.MYSQL_TO_SPANNER, new SpannerTargetFactory()),
        Map.of(
            Settings.Platform.LOCAL, LocalPlatform::open,
            Settings.Platform.GOOGLE_CLOUD, GoogleCloudPlatform::open));
  }

  /** These rooms and one more source, in the place of the one of its route. */
  public Rooms withSource(Route route, SourceFactory source) {
    return new Rooms(with(sources, route, source), targets, platforms);
  }

  /** These rooms and one more target, in the place of the one of its route. */
  public Rooms withTarget(Route route, TargetFactory target) {
    return new Rooms(sources, with(targets, route, target), platforms);
  }

  /** These rooms and one more platform, in the place of the one of its name. */
  public Rooms withPlatform(Settings.Platform name, PlatformFactory platform) {
    return new Rooms(sources, targets, with(platforms, name, platform));
  }

  private static <K, V> Map<K, V> with(Map<K, V> rooms, K key, V room) {
    Map<K, V> more = new HashMap<>(rooms);
    more.put(key, room);
    return more;
  }

  /**
   * @throws SettingsException if there is no room for the route or the platform of the settings
   */
  void require(Settings settings) {
    if (!sources.containsKey(settings.route())
        || !targets.containsKey(settings.route())
        || !platforms.containsKey(settings.platform())) {
      throw new SettingsException(
          "the launcher runs route %s on platform %s, got %s on %s; see platform and route"
              .formatted(
                  sources.keySet().stream().map(Rooms::word).sorted().collect(joining(" or ")),
                  platforms.keySet().stream().map(Rooms::word).sorted().collect(joining(" or ")),
                  word(settings.route()),
                  word(settings.platform())));
    }
  }

  /** A value as the settings file has it. */
  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  SourceFactory source(Settings settings) {
    return sources.get(settings.route());
  }

  TargetFactory target(Settings settings) {
    return targets.get(settings.route());
  }

  PlatformFactory platform(Settings settings) {
    return platforms.get(settings.platform());
  }
}
