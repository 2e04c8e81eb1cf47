package dev.crossover.contract;

import java.util.List;
import java.util.Map;

/**
 * The parameters of the bulk job. Names that Google's {@code Sourcedb_to_Spanner_Flex} template has
 * too mean the same here.
 *
 * @param sourceConfigURL JDBC address without user and password
 * @param password a reference that the job resolves; never the password
 * @param numPartitionRows about how many rows a partition holds
 * @param maxConnections connections to the source, and partitions loaded at once
 * @param batchCellsForSpannerMutations the most cells in one commit
 * @param batchSizeForSpannerMutations the most bytes in one commit
 * @param sourceDbDialect {@code POSTGRESQL} or {@code MYSQL}
 * @param outputDirectory the bucket, as {@code gs://BUCKET[/ROOT]} or a directory; dead letters go
 *     below {@code dead-letters/}
 * @param sessionFilePath the target schema file, in the bucket
 * @param spannerHost {@code host:port} of an emulator; empty for the real service
 * @param shardIdColumn the column that holds the name of a row's shard; empty for a source without
 *     shards
 * @param shards the databases of a sharded source, as {@link ShardAddress#toText} writes them, in
 *     the place of the one address; each gets {@code maxConnections}
 * @param endpoints where Google's services answer, as {@link GoogleEndpoints#toText} writes it;
 *     empty for their public addresses
 */
public record BulkLoadParameters(
    String sourceDbDialect,
    String sourceConfigURL,
    String username,
    SecretReference password,
    int numPartitionRows,
    int maxConnections,
    String projectId,
    String instanceId,
    String databaseId,
    String spannerHost,
    String outputDirectory,
    String sessionFilePath,
    int batchCellsForSpannerMutations,
    long batchSizeForSpannerMutations,
    String shardIdColumn,
    String shards,
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
