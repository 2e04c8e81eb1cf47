package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.log.BinlogFile;
import io.debezium.relational.RelationalChangeRecordEmitter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** One change as Debezium hands it over, in Datastream's words. */
final class BinlogChange {
  private static final String READ_METHOD = "mysql-cdc-binlog";

  private final SourceRecord record;
  private final Struct envelope;
  private final Struct source;

  BinlogChange(SourceRecord record) {
    this.record = record;
    this.envelope = (Struct) record.value();
    this.source = envelope.getStruct("source");
  }

  TableName table() {
    return new TableName(source.getString("db"), source.getString("table"));
  }

  /** When the change was logged; the log has it to the second. */
  Instant committed() {
    return Instant.ofEpochMilli(source.getInt64("ts_ms"));
  }

  Schema columns() {
    return envelope.schema().field("after").schema();
  }

  /** Where the change's event is, and behind that for the event's second row and those after it. */
  Position position() {
    return BinlogFile.parse(source.getString("file"))
        .at(source.getInt64("pos") + source.getInt32("row"));
  }

  /**
   * @param position in the file that the change is in
   */
  GenericRecord toAvro(BinlogFormat format, Position position, String stream, Clock clock) {
    GenericRecord avro = new GenericData.Record(format.schema());
    long committed = committed().toEpochMilli();
    avro.put("uuid", UUID.randomUUID().toString());
    avro.put("read_timestamp", clock.millis());
    avro.put("source_timestamp", committed);
    avro.put("object", table().schema() + "_" + table().name());
    avro.put("read_method", READ_METHOD);
    avro.put("stream_name", stream);
    avro.put("schema_key", format.key());
    avro.put("sort_keys", List.of(committed, source.getString("file"), position.minor()));
    avro.put("source_metadata", metadata(format, position));
    avro.put("payload", payload(format));
    return avro;
  }

  private GenericRecord metadata(BinlogFormat format, Position position) {
    GenericRecord metadata =
        new GenericData.Record(format.schema().getField("source_metadata").schema());
    metadata.put("table", table().name());
    metadata.put("database", table().schema());
    metadata.put("primary_keys", keys());
    metadata.put("log_file", source.getString("file"));
    metadata.put("log_position", position.minor());
    metadata.put("change_type", changeType());
    metadata.put("is_deleted", operation().equals("d"));
    metadata.put("gtid", source.schema().field("gtid") == null ? null : source.getString("gtid"));
    return metadata;
  }

  private List<String> keys() {
    return record.keySchema() == null
        ? null
        : record.keySchema().fields().stream().map(Field::name).toList();
  }

  private String operation() {
    return envelope.getString("op");
  }

  private String changeType() {
    return switch (operation()) {
      case "c" ->
          hasHeader(RelationalChangeRecordEmitter.PK_UPDATE_OLDKEY_FIELD)
              ? "UPDATE-INSERT"
              : "INSERT";
      case "u" -> "UPDATE";
      case "d" ->
          hasHeader(RelationalChangeRecordEmitter.PK_UPDATE_NEWKEY_FIELD)
              ? "UPDATE-DELETE"
              : "DELETE";
      case "t" -> "TRUNCATE";
      default -> "UNKNOWN-" + operation();
    };
  }

  private boolean hasHeader(String name) {
    return record.headers().lastWithName(name) != null;
  }

  private GenericRecord payload(BinlogFormat format) {
    GenericRecord payload = new GenericData.Record(format.schema().getField("payload").schema());
    Optional<Struct> row =
        Optional.ofNullable(envelope.getStruct("after"))
            .or(() -> Optional.ofNullable(envelope.getStruct("before")));
    row.ifPresent(
        values -> {
          for (Field field : values.schema().fields()) {
            // A default of the column must not stand in for a NULL in it.
            Object value = values.getWithoutDefault(field.name());
            payload.put(
                field.name(),
                value == null ? null : format.columns().get(field.index()).value().apply(value));
          }
        });
    return payload;
  }
}
