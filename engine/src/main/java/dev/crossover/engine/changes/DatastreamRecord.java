package dev.crossover.engine.changes;

import static dev.crossover.engine.changes.MeaninglessRecordException.required;

import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.schema.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * One record as Datastream writes it: {@code read_method}, {@code source_metadata} and {@code
 * payload} decide what it means. The spelling of {@code read_method} varies after its prefix.
 */
final class DatastreamRecord {
  private final GenericRecord record;
  private final ChangeMetadata source;

  DatastreamRecord(GenericRecord record, ChangeMetadata source) {
    this.record = record;
    this.source = source;
  }

  ChangeRecord decode(String path, long index, Supplier<String> raw) {
    Optional<TableName> table = Optional.empty();
    Optional<ChangePosition> position = Optional.empty();
    try {
      GenericRecord metadata = metadata();
      requireSource();
      table = Optional.of(source.table(metadata));
      position = Optional.of(position(metadata));
      ChangeEvent event =
          new ChangeEvent(
              table.orElseThrow(),
              kind(metadata),
              values(path),
              position.orElseThrow(),
              commitHint(metadata),
              path,
              index);
      return new ChangeRecord.Change(event, raw);
    } catch (MeaninglessRecordException e) {
      return new ChangeRecord.Unreadable(
          index, table, position.map(ChangePosition::change), e.getMessage(), raw);
    }
  }

  private ChangePosition position(GenericRecord metadata) throws MeaninglessRecordException {
    if (isBackfill()) {
      return ChangePosition.START;
    }
    Position position = source.position(metadata);
    if (position.equals(Position.START)) {
      // Without a position the event would lose against a backfill row of the same key.
      throw new MeaninglessRecordException(
          "a change from the log must have a log position, got none");
    }
    return new ChangePosition(source.commit(metadata).orElse(position), position);
  }

  /** Only a row that takes a new key is logged before it may have to wait for another one. */
  private Optional<CommitHint> commitHint(GenericRecord metadata)
      throws MeaninglessRecordException {
    if (isBackfill() || source.commit(metadata).isPresent()) {
      return Optional.empty();
    }
    OptionalLong transaction = source.transaction(metadata);
    if (transaction.isEmpty()) {
      return Optional.empty();
    }
    Object type = field(metadata, "change_type");
    boolean takesAKey =
        kind(metadata) == Kind.UPSERT && (type == null || !type.toString().equals("UPDATE"));
    long committed =
        field(record, "source_timestamp") instanceof Number millis ? millis.longValue() : 0;
    return Optional.of(
        new CommitHint(new CommitTime(transaction.getAsLong(), committed), takesAKey));
  }

  private GenericRecord metadata() throws MeaninglessRecordException {
    if (field(record, "source_metadata") instanceof GenericRecord metadata) {
      return metadata;
    }
    throw new MeaninglessRecordException(
        "the record has no source_metadata; it is not Datastream's form");
  }

  private void requireSource() throws MeaninglessRecordException {
    String method = required(record, "read_method");
    if (!method.startsWith(source.readMethod())) {
      throw new MeaninglessRecordException(
          "a read_method must start with " + source.readMethod() + ", got \"" + method + "\"");
    }
  }

  private boolean isBackfill() throws MeaninglessRecordException {
    String method = required(record, "read_method");
    int dash = method.indexOf('-');
    if (dash > 0 && method.startsWith("-backfill", dash)) {
      return true;
    }
    if (dash > 0 && method.startsWith("-cdc", dash)) {
      return false;
    }
    throw new MeaninglessRecordException(
        "a read_method must be a cdc or a backfill one, got \"" + method + "\"");
  }

  private Kind kind(GenericRecord metadata) throws MeaninglessRecordException {
    Object type = field(metadata, "change_type");
    Object deleted = field(metadata, "is_deleted");
    Kind kind = type == null ? kindWithoutType(deleted) : kindOf(type.toString());
    if (deleted != null && !deleted.equals(kind == Kind.DELETE)) {
      throw new MeaninglessRecordException(
          "change_type %s and is_deleted %s contradict each other".formatted(type, deleted));
    }
    return kind;
  }

  private Kind kindWithoutType(Object deleted) throws MeaninglessRecordException {
    if (isBackfill()) {
      return Kind.UPSERT;
    }
    if (deleted == null) {
      throw new MeaninglessRecordException("the record has neither a change_type nor is_deleted");
    }
    return deleted.equals(true) ? Kind.DELETE : Kind.UPSERT;
  }

  private static Kind kindOf(String changeType) throws MeaninglessRecordException {
    return switch (changeType) {
      case "INSERT", "UPDATE", "UPDATE-INSERT", "READ" -> Kind.UPSERT;
      case "DELETE", "UPDATE-DELETE" -> Kind.DELETE;
      case "TRUNCATE" ->
          throw new MeaninglessRecordException(
              "TRUNCATE names no row, so it cannot be applied: the rows that it removed are still"
                  + " on the target; delete all rows of the target table, update every row that"
                  + " the source has (set a column to itself), which brings it again, then discard"
                  + " this dead letter and run `crossover verify`");
      default ->
          throw new MeaninglessRecordException(
              "a change_type must be INSERT, UPDATE, DELETE, UPDATE-INSERT or UPDATE-DELETE, got \""
                  + changeType
                  + "\"; bring the row over by hand, then discard this dead letter");
    };
  }

  private Map<String, Object> values(String path) throws MeaninglessRecordException {
    if (!(field(record, "payload") instanceof GenericRecord payload)) {
      throw new MeaninglessRecordException("the record has no payload");
    }
    Map<String, Object> values = new HashMap<>(source.ofFile(path));
    for (Schema.Field field : payload.getSchema().getFields()) {
      try {
        if (AvroValues.isLeftOut(field.schema())) {
          continue;
        }
        values.put(field.name(), AvroValues.portable(field.schema(), payload.get(field.pos())));
      } catch (UnsupportedAvroValueException e) {
        throw new MeaninglessRecordException("column " + field.name() + ": " + e.getMessage());
      }
    }
    return values;
  }

  private static Object field(GenericRecord record, String name) {
    return record.hasField(name) ? record.get(name) : null;
  }
}
