package dev.crossover.sources.postgresql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.postgresql.log.LsnText;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import io.debezium.relational.RelationalChangeRecordEmitter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** The new row, or of a delete the old one; empty for a truncation. */
  private final Optional<RowTexts> row;

  DebeziumChange(SourceRecord record) {
    this.record = record;
    this.envelope = (Struct) record.value();
    this.source = envelope.getStruct("source");
    this.row =
        Optional.ofNullable(envelope.getStruct("after"))
            .or(() -> Optional.ofNullable(envelope.getStruct("before")))
            .map(RowTexts::of);
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

  Schema columns() {
    return envelope.schema().field("after").schema();
  }

  /**
   * What every record of the stream carries.
   *
   * @param stream the stream's name
   * @param previousCommit the end of the transaction that committed before the change's
   */
  record Origin(String stream, Position previousCommit, Clock clock) {}

  /**
   * @throws UnreadableValueException if a value is not what its column's type makes us expect
   */
  GenericRecord toAvro(RecordFormat format, Origin origin) {
    return record(format, changeType(), payload(format), origin);
  }

  /**
   * The change with the texts of its values, which are not understood. Like a change that is no
   * longer a whole row it says so in a word that no applier knows, so it ends as a dead letter.
   */
  GenericRecord toAvroTexts(RecordFormat format, String reason, Origin origin) {
    Map<String, String> texts = new HashMap<>();
    row.ifPresent(known -> known.forEach((field, text) -> texts.put(field.name(), text)));
    GenericRecord payload = new GenericData.Record(format.schema().getField("payload").schema());
    payload.put(RecordFormat.TEXTS, texts);
    return record(format, changeType() + "-UNREADABLE (" + reason + ")", payload, origin);
  }

  private GenericRecord record(
      RecordFormat format, String type, GenericRecord payload, Origin origin) {
    GenericRecord avro = new GenericData.Record(format.schema());
    long committed = committed().toEpochMilli();
    String lsn = LsnText.INSTANCE.of(new Position(source.getInt64("lsn"), 0));
    avro.put("uuid", UUID.randomUUID().toString());
    avro.put("read_timestamp", origin.clock().millis());
    avro.put("source_timestamp", committed);
    avro.put("object", table().schema() + "_" + table().name());
    avro.put("read_method", READ_METHOD);
    avro.put("stream_name", origin.stream());
    avro.put("schema_key", format.key());
    avro.put("sort_keys", List.of(committed, lsn));
    avro.put(
        "source_metadata",
        metadata(format, type, lsn, LsnText.INSTANCE.of(origin.previousCommit())));
    avro.put("payload", payload);
    return avro;
  }

  private GenericRecord metadata(
      RecordFormat format, String type, String lsn, String previousCommit) {
    GenericRecord metadata =
        new GenericData.Record(format.schema().getField("source_metadata").schema());
    metadata.put("schema", table().schema());
    metadata.put("table", table().name());
    metadata.put("is_deleted", operation().equals("d"));
    metadata.put("change_type", type);
    metadata.put("tx_id", source.getInt64("txId"));
    metadata.put("lsn", lsn);
    metadata.put(PostgresqlChangeMetadata.PREVIOUS_COMMIT, previousCommit);
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

  /** The columns of the new row that have no value here, and why. */
  private String missing() {
    return envelope.get("after") == null
        ? ""
        : String.join(", ", row.map(RowTexts::leftOut).orElse(List.of()));
  }

  private GenericRecord payload(RecordFormat format) {
    GenericRecord payload = new GenericData.Record(format.schema().getField("payload").schema());
    row.ifPresent(
        texts ->
            texts.forEach(
                (field, text) ->
                    payload.put(
                        field.name(), read(field, format.columns().get(field.index()), text))));
    return payload;
  }

  private static Object read(Field field, ColumnType type, String text) {
    try {
      return TextValue.read(type, text);
    } catch (RuntimeException e) {
      throw new UnreadableValueException(field.name(), type, e);
    }
  }
}
