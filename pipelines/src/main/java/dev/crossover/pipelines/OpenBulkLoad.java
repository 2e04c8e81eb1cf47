package dev.crossover.pipelines;

import dev.crossover.contract.BucketLayout;
import dev.crossover.contract.BulkLoadParameters;
import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.bulk.BulkLoad;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.source.ReadingFactory.OpenReading;
import dev.crossover.engine.target.CommitLimits;
import dev.crossover.engine.target.Target;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The bulk load with its connections, one for all threads of a JVM.
 *
 * <p>Beam makes a function for every thread and stage; connections of their own would be many more
 * than the source allows. The last one who closes it closes the connections.
 */
final class OpenBulkLoad implements AutoCloseable {
  // The one place that all functions of a JVM can meet.
  private static final Map<BulkLoadParameters, OpenBulkLoad> OPEN = new HashMap<>();

  private final BulkLoadParameters parameters;
  private final OpenReading source;
  private final Target target;
  private final BulkLoad load;
  private int users;

  private OpenBulkLoad(BulkLoadParameters parameters) {
    Bucket bucket =
        JobRooms.bucket(
            parameters.outputDirectory(), parameters.projectId(), parameters.endpoints());
    TargetSchema schema = SessionFile.read(bucket, parameters.sessionFilePath());
    Clock clock = Clock.systemUTC();
    this.parameters = parameters;
    this.source = JobRooms.reading(parameters);
    this.target =
        JobRooms.target(
            parameters.projectId(),
            parameters.instanceId(),
            parameters.databaseId(),
            parameters.spannerHost(),
            ResourceNames.SHADOW_TABLE_PREFIX);
    this.load =
        new BulkLoad(
            source.reading().rows(),
            target,
            schema,
            new DeadLetters(bucket, BucketLayout.DEAD_LETTERS_FOLDER, clock),
            new CommitLimits(
                parameters.batchCellsForSpannerMutations(),
                parameters.batchSizeForSpannerMutations()));
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
