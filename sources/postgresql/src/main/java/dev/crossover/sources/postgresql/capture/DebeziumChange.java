package dev.crossover.sources.postgresql.capture;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.log.LsnText;
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
final class DebeziumChange {
  private static final String READ_METHOD = "postgresql-cdc";

  private final SourceRecord record;
  private final Struct envelope;
  private final Struct source;

  DebeziumChange(SourceRecord record) {
    this.record = record;
    this.envelope = (Struct) record.value();
    this.source = envelope.getStruct("source");
  }

  /**
   * Whether a value is the change of a row or a table. What {@code pg_logical_emit_message} puts
   * into the log has a source too, but no table.
   */
  static boolean isOfARow(Struct envelope) {
    return envelope.schema().field("after") != null;
  }

  TableName table() {
    return new TableName(source.getString("schema"), source.getString("table"));
  }

  /** When the change's transaction committed. */
  Instant committed() {
    return Instant.ofEpochMilli(source.getInt64("ts_ms"));
  }

  /** The row's columns. */
  Schema row() {
    return envelope.schema().field("after").schema();
  }

  GenericRecord toAvro(RecordFormat format, String stream, Clock clock) {
    GenericRecord avro = new GenericData.Record(format.schema());
    long committed = committed().toEpochMilli();
    String lsn = LsnText.INSTANCE.of(new Position(source.getInt64("lsn"), 0));
    avro.put("uuid", UUID.randomUUID().toString());
    avro.put("read_timestamp", clock.millis());
    avro.put("source_timestamp", committed);
    avro.put("object", table().schema() + "_" + table().name());
    avro.put("read_method", READ_METHOD);
    avro.put("stream_name", stream);
    avro.put("schema_key", format.key());
    avro.put("sort_keys", List.of(committed, lsn));
    avro.put("source_metadata", metadata(format, lsn));
    avro.put("payload", payload(format));
    return avro;
  }

  private GenericRecord metadata(RecordFormat format, String lsn) {
    GenericRecord metadata =
        new GenericData.Record(format.schema().getField("source_metadata").schema());
    metadata.put("schema", table().schema());
    metadata.put("table", table().name());
    metadata.put("is_deleted", operation().equals("d"));
    metadata.put("change_type", changeType());
    metadata.put("tx_id", source.getInt64("txId"));
    metadata.put("lsn", lsn);
    metadata.put("primary_keys", keys());
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

  /**
   * A change that is no longer a whole row says so in a word that no applier takes for one it
   * knows, so it ends as a dead letter.
   */
  private String changeType() {
    String type =
        switch (operation()) {
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
    String missing = missing();
    return missing.isEmpty() ? type : type + "-INCOMPLETE (" + missing + ")";
  }

  private boolean hasHeader(String name) {
    return record.headers().lastWithName(name) != null;
  }

  /** The columns that PostgreSQL did not send, because they did not change and are stored apart. */
  private String missing() {
    return after()
        .map(
            row ->
                row.schema().fields().stream()
                    .filter(
                        field -> TextConverter.NOT_SENT.equals(row.getWithoutDefault(field.name())))
                    .map(Field::name)
                    .collect(joining(", ")))
        .orElse("");
  }

  private Optional<Struct> after() {
    return Optional.ofNullable(envelope.getStruct("after"));
  }

  private GenericRecord payload(RecordFormat format) {
    GenericRecord payload = new GenericData.Record(format.schema().getField("payload").schema());
    after()
        .or(() -> Optional.ofNullable(envelope.getStruct("before")))
        .ifPresent(
            row -> row.schema().fields().forEach(field -> fill(payload, format, row, field)));
    return payload;
  }

  private static void fill(GenericRecord payload, RecordFormat format, Struct row, Field field) {
    // A default of the column must not stand in for a NULL in it.
    String text = (String) row.getWithoutDefault(field.name());
    payload.put(
        field.name(),
        text == null || text.equals(TextConverter.NOT_SENT)
            ? null
            : TextValue.read(format.columns().get(field.index()), text));
  }
}
