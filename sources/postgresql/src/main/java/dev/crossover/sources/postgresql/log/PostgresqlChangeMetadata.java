package dev.crossover.sources.postgresql.log;

import static dev.crossover.engine.changes.MeaninglessRecordException.required;

import dev.crossover.engine.changes.ChangeMetadata;
import dev.crossover.engine.changes.MeaninglessRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.schema.TableName;
import org.apache.avro.generic.GenericRecord;

/** The metadata of Datastream's records of PostgreSQL, and of those that our own capture writes. */
public final class PostgresqlChangeMetadata implements ChangeMetadata {
  @Override
  public String readMethod() {
    return "postgres";
  }

  @Override
  public TableName table(GenericRecord metadata) throws MeaninglessRecordException {
    return new TableName(required(metadata, "schema"), required(metadata, "table"));
  }

  @Override
  public Position position(GenericRecord metadata) throws MeaninglessRecordException {
    try {
      return positions().parse(required(metadata, "lsn"));
    } catch (IllegalArgumentException e) {
      throw new MeaninglessRecordException(e.getMessage());
    }
  }

  @Override
  public PositionText positions() {
    return LsnText.INSTANCE;
  }
}
