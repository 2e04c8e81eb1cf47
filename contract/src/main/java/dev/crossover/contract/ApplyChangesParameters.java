package dev.crossover.contract;

import java.util.List;
import java.util.Map;

/**
 * The parameters of the live job. Names that Google's {@code Cloud_Datastream_to_Spanner} template
 * has too mean the same here.
 *
 * @param datastreamSourceType {@code postgresql} or {@code mysql}
 * @param inputDirectory the bucket that holds change files, dead letters and schema files, as
 *     {@code gs://BUCKET[/ROOT]} or a directory
 * @param inputFilePrefix the path in the bucket below which the stream writes its files
 * @param deadLetterQueueDirectory the path in the bucket below which dead letters go
 * @param sessionFilePath the target schema file, in the bucket
 * @param dlqMaxRetryCount how often a parked event is tried before it becomes a dead letter
 * @param spannerHost {@code host:port} of an emulator; empty for the real service
 * @param shardIdColumn the column that holds the name of a row's shard; empty for a source without
 *     shards
 * @param shards the names of the shards whose changes are applied, separated by commas
 * @param gcsPubSubSubscription where notifications of new files are read, as {@code
 *     projects/P/subscriptions/S}; empty if there are none
 * @param endpoints where Google's services answer, as {@link GoogleEndpoints#toText} writes it;
 *     empty for their public addresses
 */
public record ApplyChangesParameters(
    String datastreamSourceType,
    String inputDirectory,
    String inputFilePrefix,
    String projectId,
    String instanceId,
    String databaseId,
    String spannerHost,
    String deadLetterQueueDirectory,
    String shadowTablePrefix,
    String sessionFilePath,
    int dlqMaxRetryCount,
    int numWorkers,
    int batchEvents,
    int pollMillis,
    String shardIdColumn,
    String shards,
    String gcsPubSubSubscription,
    String endpoints) {

  /** The parameters as command-line arguments, {@code --name=value} each. */
  public List<String> toArguments() {
    return Arguments.of(this);
  }

  /** The parameters by name, as a flex template takes them. */
  public Map<String, String> toMap() {
    return Arguments.map(this);
  }
}
