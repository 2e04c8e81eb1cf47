package dev.crossover.engine.changes;

import dev.crossover.engine.changes.ChangeEvent.Kind;
import dev.crossover.engine.schema.TableName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * One record as Datastream writes it: {@code read_method}, {@code source_metadata} and {@code
 * payload} decide what it means. The spelling of {@code read_method} varies after its prefix.
 */
final class DatastreamRecord {
  private final GenericRecord record;

  DatastreamRecord(GenericRecord record) {
    this.record = record;
  }

  /** What a record says is not what we can apply; the reason ends up in a dead letter. */
  private static final class MeaninglessRecord extends Exception {
    MeaninglessRecord(String reason) {
      super(reason);
    }
  }

  ChangeRecord decode(String path, long index, Supplier<String> raw) {
    Optional<TableName> table = Optional.empty();
    Optional<Position> position = Optional.empty();
    try {
      GenericRecord metadata = metadata();
      Dialect dialect = dialect();
      table = Optional.of(dialect.table(metadata));
      position = Optional.of(dialect.position(metadata, isBackfill()));
      ChangeEvent event =
          new ChangeEvent(
              table.orElseThrow(), kind(metadata), values(), position.orElseThrow(), path, index);
      return new ChangeRecord.Change(event, raw);
    } catch (MeaninglessRecord e) {
      return new ChangeRecord.Unreadable(index, table, position, e.getMessage(), raw);
    }
  }

  /** Where the two sources of Datastream put table and position. */
  private enum Dialect {
    MYSQL {
      @Override
      TableName table(GenericRecord metadata) throws MeaninglessRecord {
        return new TableName(required(metadata, "database"), required(metadata, "table"));
      }

      @Override
      Position logPosition(GenericRecord metadata) throws MeaninglessRecord {
        String file = required(metadata, "log_file");
        String offset = required(metadata, "log_position");
        try {
          return Position.ofBinlog(file, Long.parseLong(offset));
        } catch (IllegalArgumentException e) {
          throw new MeaninglessRecord(e.getMessage());
        }
      }
    },
    POSTGRESQL {
      @Override
      TableName table(GenericRecord metadata) throws MeaninglessRecord {
        return new TableName(required(metadata, "schema"), required(metadata, "table"));
      }

      @Override
      Position logPosition(GenericRecord metadata) throws MeaninglessRecord {
        try {
          return Position.ofLsn(required(metadata, "lsn"));
        } catch (IllegalArgumentException e) {
          throw new MeaninglessRecord(e.getMessage());
        }
      }
    };

    abstract TableName table(GenericRecord metadata) throws MeaninglessRecord;

    abstract Position logPosition(GenericRecord metadata) throws MeaninglessRecord;

    Position position(GenericRecord metadata, boolean backfill) throws MeaninglessRecord {
      if (backfill) {
        return Position.START;
      }
      Position position = logPosition(metadata);
      if (position.equals(Position.START)) {
        // Without a position the event would lose against a backfill row of the same key.
        throw new MeaninglessRecord("a change from the log must have a log position, got none");
      }
      return position;
    }
  }

  private GenericRecord metadata() throws MeaninglessRecord {
    if (field(record, "source_metadata") instanceof GenericRecord metadata) {
      return metadata;
    }
    throw new MeaninglessRecord("the record has no source_metadata; it is not Datastream's form");
  }

  private Dialect dialect() throws MeaninglessRecord {
    String method = required(record, "read_method");
    if (method.startsWith("mysql")) {
      return Dialect.MYSQL;
    }
    if (method.startsWith("postgres")) {
      return Dialect.POSTGRESQL;
    }
    throw new MeaninglessRecord(
        "a read_method must start with mysql or postgres, got \"" + method + "\"");
  }

  private boolean isBackfill() throws MeaninglessRecord {
    String method = required(record, "read_method");
    int dash = method.indexOf('-');
    if (dash > 0 && method.startsWith("-backfill", dash)) {
      return true;
    }
    if (dash > 0 && method.startsWith("-cdc", dash)) {
      return false;
    }
    throw new MeaninglessRecord(
        "a read_method must be a cdc or a backfill one, got \"" + method + "\"");
  }

  private Kind kind(GenericRecord metadata) throws MeaninglessRecord {
    Object type = field(metadata, "change_type");
    Object deleted = field(metadata, "is_deleted");
    Kind kind = type == null ? kindWithoutType(deleted) : kindOf(type.toString());
    if (deleted != null && !deleted.equals(kind == Kind.DELETE)) {
      throw new MeaninglessRecord(
          "change_type %s and is_deleted %s contradict each other".formatted(type, deleted));
    }
    return kind;
  }

  private Kind kindWithoutType(Object deleted) throws MeaninglessRecord {
    if (isBackfill()) {
      return Kind.UPSERT;
    }
    if (deleted == null) {
      throw new MeaninglessRecord("the record has neither a change_type nor is_deleted");
    }
    return deleted.equals(true) ? Kind.DELETE : Kind.UPSERT;
  }

  private static Kind kindOf(String changeType) throws MeaninglessRecord {
    return switch (changeType) {
      case "INSERT", "UPDATE", "UPDATE-INSERT", "READ" -> Kind.UPSERT;
      case "DELETE", "UPDATE-DELETE" -> Kind.DELETE;
      default ->
          throw new MeaninglessRecord(
              "a change_type must be INSERT, UPDATE, DELETE, UPDATE-INSERT or UPDATE-DELETE, got \""
                  + changeType
                  + "\"; bring the row over by hand, then discard this dead letter");
    };
  }

  private Map<String, Object> values() throws MeaninglessRecord {
    if (!(field(record, "payload") instanceof GenericRecord payload)) {
      throw new MeaninglessRecord("the record has no payload");
    }
    Map<String, Object> values = new HashMap<>();
    for (Schema.Field field : payload.getSchema().getFields()) {
      try {
        values.put(field.name(), AvroValues.portable(field.schema(), payload.get(field.pos())));
      } catch (UnsupportedAvroValueException e) {
        throw new MeaninglessRecord("column " + field.name() + ": " + e.getMessage());
      }
    }
    return values;
  }

  private static String required(GenericRecord record, String name) throws MeaninglessRecord {
    Object value = field(record, name);
    if (value == null) {
      throw new MeaninglessRecord("the record has no " + name);
    }
    return value.toString();
  }

  private static Object field(GenericRecord record, String name) {
    return record.hasField(name) ? record.get(name) : null;
  }
}
