package dev.crossover.engine.changes;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.generic.GenericRecord;

/**
 * How Datastream's records of one kind of source say which table they are about and where they
 * stand in the log.
 */
public interface ChangeMetadata {
  /** What {@code read_method} begins with for this source, such as {@code mysql}. */
  String readMethod();

  /**
   * The table of a record.
   *
   * @param metadata the record's {@code source_metadata}
   * @throws MeaninglessRecordException if the record does not say it
   */
  TableName table(GenericRecord metadata) throws MeaninglessRecordException;

  /**
   * Where a change from the log stands in it. Not asked for a backfilled row, which has no place.
   *
   * @param metadata the record's {@code source_metadata}
   * @return {@link Position#START} if the field is there but holds no place
   * @throws MeaninglessRecordException if the record does not say it
   */
  Position position(GenericRecord metadata) throws MeaninglessRecordException;

  /**
   * What orders the change's transaction among all, as {@link ChangePosition#commit} describes it.
   * Not asked for a backfilled row.
   *
   * @param metadata the record's {@code source_metadata}
   * @return empty if the stream does not tell, or its log is in the order of commits anyway
   * @throws MeaninglessRecordException if what the record says is no position
   */
  Optional<Position> commit(GenericRecord metadata) throws MeaninglessRecordException;

  /**
   * The number of the change's transaction. Asked only where {@link #commit} is empty.
   *
   * @param metadata the record's {@code source_metadata}
   * @return 0 if the stream does not tell; empty if the log is in the order of commits
   */
  OptionalLong transaction(GenericRecord metadata);

  /**
   * What the place of a change file says about every change of it.
   *
   * @param path of the file in the bucket
   * @return portable values by source column name
   * @throws MeaninglessRecordException if no change can be in such a file
   */
  default Map<String, Object> ofFile(String path) throws MeaninglessRecordException {
    return Map.of();
  }

  /**
   * What Datastream's records of this source do not tell, for people: what can follow, how it is
   * found, and what to do then. A capture of the source's own has none of these limits.
   */
  List<String> datastreamLimits();

  /** Whether Datastream leaves the columns of a type out of its records, whatever they hold. */
  boolean isLeftOutByDatastream(SourceType type);

  /** How people write positions of this source. */
  PositionText positions();
}
