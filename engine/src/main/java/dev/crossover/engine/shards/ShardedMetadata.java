package dev.crossover.engine.shards;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.generic.GenericRecord;

/**
 * What the records of all shards say. Which shard a record is of, only the folder of its file says:
 * each shard has one of its own below that of all changes.
 */
record ShardedMetadata(ChangeMetadata ofShard, Set<String> shards, ShardColumn column)
    implements ChangeMetadata {
  @Override
  public String readMethod() {
    return ofShard.readMethod();
  }

  @Override
  public TableName table(GenericRecord metadata) throws MeaninglessRecordException {
    return ofShard.table(metadata);
  }

  @Override
  public Position position(GenericRecord metadata) throws MeaninglessRecordException {
    return ofShard.position(metadata);
  }

  @Override
  public Optional<Position> commit(GenericRecord metadata) throws MeaninglessRecordException {
    return ofShard.commit(metadata);
  }

  @Override
  public OptionalLong transaction(GenericRecord metadata) {
    return ofShard.transaction(metadata);
  }

  @Override
  public List<String> datastreamLimits() {
    return ofShard.datastreamLimits();
  }

  @Override
  public boolean isLeftOutByDatastream(SourceType type) {
    return ofShard.isLeftOutByDatastream(type);
  }

  @Override
  public PositionText positions() {
    return ofShard.positions();
  }

  @Override
  public Map<String, Object> ofFile(String path) throws MeaninglessRecordException {
    int begin = BucketLayout.CHANGES_FOLDER.length();
    int end = path.indexOf('/', begin);
    if (path.startsWith(BucketLayout.CHANGES_FOLDER) && end > 0) {
      String shard = path.substring(begin, end);
      if (shards.contains(shard)) {
        return Map.of(column.name(), shard);
      }
    }
    throw new MeaninglessRecordException(
        "a change file must be in the folder of a shard, one of %s below %s, got %s"
            .formatted(
                String.join(", ", new TreeSet<>(shards)), BucketLayout.CHANGES_FOLDER, path));
  }
}
