package dev.crossover.pipelines;

import dev.crossover.contract.ApplyChangesParameters;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.GoogleEndpoints;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.ShardAddress;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.shards.ShardColumn;
import dev.crossover.engine.shards.ShardedSource;
import dev.crossover.engine.source.ReadingFactory;
import dev.crossover.engine.source.ReadingFactory.OpenReading;
import dev.crossover.engine.source.SourceReading;
import dev.crossover.engine.target.Target;
import dev.crossover.platforms.googlecloud.client.SecretManager;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.files.ChangeNotices;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import dev.crossover.platforms.googlecloud.files.GsPath;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.sources.mysql.MysqlReading;
import dev.crossover.sources.mysql.log.MysqlChangeMetadata;
import dev.crossover.sources.mysql.rows.MysqlText;
import dev.crossover.sources.postgresql.PostgresqlReading;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import dev.crossover.sources.postgresql.rows.PostgresqlText;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The sources, targets and platforms that the jobs know: the one place to add another. */
final class JobRooms {
  private static final Map<String, SourceRoom> SOURCES =
      new TreeMap<>(
          Map.of(
              "mysql",
              new SourceRoom(MysqlReading::open, new MysqlChangeMetadata(), new MysqlText()),
              "postgresql",
              new SourceRoom(
                  PostgresqlReading::open, new PostgresqlChangeMetadata(), new PostgresqlText())));

  private JobRooms() {}

  private record SourceRoom(ReadingFactory reading, ChangeMetadata changes, SourceText text) {}

  /** The room of a source, by its name in small letters. */
  private static SourceRoom source(String parameter, String name) {
    return Optional.ofNullable(SOURCES.get(name.toLowerCase(Locale.ROOT)))
        .orElseThrow(
            () ->
                new SettingsException(
                    "%s must be one of %s, got %s"
                        .formatted(parameter, String.join(", ", SOURCES.keySet()), name)));
  }

  static OpenReading reading(BulkLoadParameters parameters) {
    List<ShardAddress> shards = ShardAddress.parse(parameters.shards());
    if (shards.isEmpty()) {
      return open(
          parameters,
          new ShardAddress(
              "", parameters.sourceConfigURL(), parameters.username(), parameters.password()));
    }
    Map<String, OpenReading> open = new TreeMap<>();
    shards.forEach(shard -> open.put(shard.name(), open(parameters, shard)));
    Map<String, SourceReading> readings = new TreeMap<>();
    open.forEach((name, shard) -> readings.put(name, shard.reading()));
    return new OpenReading(
        ShardedSource.reading(readings, new ShardColumn(parameters.shardIdColumn())),
        () -> open.values().forEach(OpenReading::close));
  }

  private static OpenReading open(BulkLoadParameters parameters, ShardAddress database) {
    GoogleEndpoints endpoints = GoogleEndpoints.parse(parameters.endpoints());
    SecretManager secrets = new SecretManager(new ServiceAddress(endpoints.secretManager()));
    return source("sourceDbDialect", parameters.sourceDbDialect())
        .reading()
        .open(
            database.address(),
            database.user(),
            database.password().resolve(System.getenv(), secrets),
            parameters.maxConnections());
  }

  /** What the records of the change files say. */
  static ChangeMetadata changes(ApplyChangesParameters parameters) {
    ChangeMetadata changes = source(parameters).changes();
    return parameters.shardIdColumn().isEmpty()
        ? changes
        : ShardedSource.changeMetadata(
            changes,
            Set.of(parameters.shards().split(",", -1)),
            new ShardColumn(parameters.shardIdColumn()));
  }

  /** The text form of values that are kept as text. */
  static SourceText text(ApplyChangesParameters parameters) {
    SourceText text = source(parameters).text();
    return parameters.shardIdColumn().isEmpty() ? text : ShardColumn.text(text);
  }

  private static SourceRoom source(ApplyChangesParameters parameters) {
    return source("datastreamSourceType", parameters.datastreamSourceType());
  }

  /**
   * @param host {@code host:port} of an emulator; empty for the real service
   */
  static Target target(
      String project, String instance, String database, String host, String shadowTablePrefix) {
    return new SpannerTarget(
        SpannerDatabase.open(
            project, instance, database, Optional.of(host).filter(given -> !given.isEmpty())),
        !host.isEmpty(),
        shadowTablePrefix);
  }

  /**
   * @param place {@code gs://BUCKET[/ROOT]} or a directory
   * @param project whose bucket it is
   * @param endpoints where Google's services answer
   */
  static Bucket bucket(String place, String project, String endpoints) {
    return place.startsWith(GsPath.SCHEME)
        ? CloudStorageBucket.open(
            new ServiceAddress(GoogleEndpoints.parse(endpoints).storage()), project, place)
        : new DirectoryBucket(Path.of(place));
  }

  /** The notifications of new change files; empty if the job is told of none. */
  static Optional<ChangeNotices> notices(ApplyChangesParameters parameters) {
    return Optional.of(parameters.gcsPubSubSubscription())
        .filter(subscription -> !subscription.isEmpty())
        .map(
            subscription ->
                ChangeNotices.open(
                    new ServiceAddress(GoogleEndpoints.parse(parameters.endpoints()).pubsub()),
                    List.of(subscription)));
  }
}
