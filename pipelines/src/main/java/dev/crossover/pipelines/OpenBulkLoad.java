package dev.crossover.pipelines;

import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.DirectoryBucket;
import dev.crossover.engine.bulk.BulkLoad;
import dev.crossover.engine.bulk.CommitLimits;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.rows.postgresql.PostgresqlRows;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.source.SourceDatabase;
import dev.crossover.engine.target.TargetDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The bulk load with its connections, one for all threads of a JVM.
 *
 * <p>Beam makes a function for every thread and stage; connections of their own would be many more
 * than the source allows. The last one who closes it closes the connections.
 */
final class OpenBulkLoad implements AutoCloseable {
  private static final String DIALECT = "POSTGRESQL";

  // The one place that all functions of a JVM can meet.
  private static final Map<BulkLoadParameters, OpenBulkLoad> OPEN = new HashMap<>();

  private final BulkLoadParameters parameters;
  private final SourceDatabase source;
  private final TargetDatabase target;
  private final BulkLoad load;
  private int users;

  private OpenBulkLoad(BulkLoadParameters parameters) {
    if (!parameters.sourceDbDialect().equals(DIALECT)) {
      throw new SettingsException(
          "sourceDbDialect must be %s, got %s".formatted(DIALECT, parameters.sourceDbDialect()));
    }
    TargetSchema schema = TargetSchema.read(Path.of(parameters.sessionFilePath()));
    Clock clock = Clock.systemUTC();
    this.parameters = parameters;
    this.source =
        SourceDatabase.open(
            parameters.sourceConfigURL(),
            parameters.username(),
            parameters.password().resolve(System.getenv()),
            parameters.maxConnections());
    this.target =
        TargetDatabase.open(
            parameters.projectId(),
            parameters.instanceId(),
            parameters.databaseId(),
            Optional.of(parameters.spannerHost()).filter(host -> !host.isEmpty()));
    this.load =
        new BulkLoad(
            new PostgresqlRows(source, parameters.fetchSize()),
            target,
            schema,
            new DeadLetters(
                new DirectoryBucket(Path.of(parameters.outputDirectory())), "dead-letters", clock),
            new CommitLimits(
                parameters.batchSizeForSpannerMutations(),
                parameters.batchBytesForSpannerMutations()),
            clock);
  }

  static OpenBulkLoad of(BulkLoadParameters parameters) {
    synchronized (OPEN) {
      OpenBulkLoad open = OPEN.computeIfAbsent(parameters, OpenBulkLoad::new);
      open.users++;
      return open;
    }
  }

  BulkLoad load() {
    return load;
  }

  @Override
  public void close() {
    synchronized (OPEN) {
      users--;
      if (users == 0) {
        OPEN.remove(parameters);
        source.close();
        target.close();
      }
    }
  }
}
