package dev.crossover.sources.mysql.log;

import static dev.crossover.engine.changes.MeaninglessRecordException.required;

import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.SourceType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.generic.GenericRecord;

/** The metadata of Datastream's records of MySQL. */
public final class MysqlChangeMetadata implements ChangeMetadata {
  @Override
  public String readMethod() {
    return "mysql";
  }

  @Override
  public TableName table(GenericRecord metadata) throws MeaninglessRecordException {
    return new TableName(required(metadata, "database"), required(metadata, "table"));
  }

  @Override
  public Position position(GenericRecord metadata) throws MeaninglessRecordException {
    String file = required(metadata, "log_file");
    String offset = required(metadata, "log_position");
    try {
      return position(file, Long.parseLong(offset));
    } catch (IllegalArgumentException e) {
      throw new MeaninglessRecordException(e.getMessage());
    }
  }

  /** A binlog holds whole transactions in the order of their commits. */
  @Override
  public Optional<Position> commit(GenericRecord metadata) {
    return Optional.empty();
  }

  @Override
  public OptionalLong transaction(GenericRecord metadata) {
    return OptionalLong.empty();
  }

  @Override
  public List<String> datastreamLimits() {
    return List.of();
  }

  @Override
  public boolean isLeftOutByDatastream(SourceType type) {
    return false;
  }

  /**
   * @param file a binlog file such as {@code mysql-bin.000012}, or the empty text of a backfill
   */
  private static Position position(String file, long offset) {
    if (file.isEmpty()) {
      return Position.START;
    }
    return BinlogFile.parse(file).at(offset);
  }

  @Override
  public PositionText positions() {
    return BinlogText.INSTANCE;
  }
}
