package dev.crossover.engine.changes;

import static dev.crossover.engine.changes.MeaninglessRecordException.required;

import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.types.SourceType;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.generic.GenericRecord;

/** Reads what {@link TestChanges} writes. */
public final class TestChangeMetadata implements ChangeMetadata {
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
    return lsn(required(metadata, "lsn"));
  }

  @Override
  public Optional<Position> commit(GenericRecord metadata) {
    return Optional.ofNullable(metadata.get("previous_commit_lsn"))
        .map(text -> lsn(text.toString()));
  }

  @Override
  public OptionalLong transaction(GenericRecord metadata) {
    return OptionalLong.of(metadata.get("tx_id") instanceof Long id ? id : 0);
  }

  @Override
  public List<String> datastreamLimits() {
    return List.of();
  }

  @Override
  public boolean isLeftOutByDatastream(SourceType type) {
    return false;
  }

  private static Position lsn(String text) {
    String[] halves = text.split("/", 2);
    return new Position(
        (HexFormat.fromHexDigitsToLong(halves[0]) << 32) | HexFormat.fromHexDigitsToLong(halves[1]),
        0);
  }

  @Override
  public PositionText positions() {
    return PositionText.PLAIN;
  }
}
