package dev.crossover.pipelines;

import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SecretStore;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.rows.RowSource;
import dev.crossover.engine.rows.SourceText;
import dev.crossover.engine.target.Target;
import dev.crossover.platforms.local.DirectoryBucket;
import dev.crossover.sources.mysql.log.MysqlChangeMetadata;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import dev.crossover.sources.postgresql.rows.PostgresqlRows;
import dev.crossover.sources.postgresql.rows.PostgresqlText;
import dev.crossover.sources.postgresql.sql.PostgresqlDatabase;
import dev.crossover.targets.spanner.SpannerTarget;
import dev.crossover.targets.spanner.client.SpannerDatabase;
import java.nio.file.Path;
import java.util.Optional;

/** The sources, targets and buckets that the jobs know: the one place to add another. */
final class JobRooms {
  private static final String DIALECT = "POSTGRESQL";

  private JobRooms() {}

  /**
   * Rows of an open source.
   *
   * @param close closes the connections to the source
   */
  record OpenRows(RowSource rows, Runnable close) {}

  static OpenRows rows(BulkLoadParameters parameters) {
    if (!parameters.sourceDbDialect().equals(DIALECT)) {
      throw new SettingsException(
          "sourceDbDialect must be %s, got %s".formatted(DIALECT, parameters.sourceDbDialect()));
    }
    PostgresqlDatabase database =
        PostgresqlDatabase.open(
            parameters.sourceConfigURL(),
            parameters.username(),
            parameters.password().resolve(System.getenv(), SecretStore.NONE),
            parameters.maxConnections());
    return new OpenRows(new PostgresqlRows(database), database::close);
  }

  /**
   * @param sourceType as Datastream names it
   */
  static ChangeMetadata metadata(String sourceType) {
    return switch (sourceType) {
      case "postgresql" -> new PostgresqlChangeMetadata();
      case "mysql" -> new MysqlChangeMetadata();
      default ->
          throw new SettingsException(
              "datastreamSourceType must be postgresql or mysql, got " + sourceType);
    };
  }

  /** The text form of values that are kept as text. */
  static SourceText text() {
    return new PostgresqlText();
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

  static Bucket bucket(String directory) {
    return new DirectoryBucket(Path.of(directory));
  }
}
