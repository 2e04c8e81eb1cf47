package dev.crossover.sources.postgresql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.DebeziumChange;
import dev.crossover.sources.debezium.FileForm;
import dev.crossover.sources.debezium.UnreadableValueException;
import dev.crossover.sources.postgresql.log.LsnText;
import dev.crossover.sources.postgresql.log.PostgresqlChangeMetadata;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Field;

/** One change of PostgreSQL, in Datastream's words. */
final class PostgresqlChange {
  private final DebeziumChange change;
  private final Optional<RowTexts> row;

  PostgresqlChange(DebeziumChange change) {
    this.change = change;
    this.row = change.row().map(RowTexts::of);
  }

  DebeziumChange change() {
    return change;
  }

  TableName table() {
    return new TableName(change.source().getString("schema"), change.source().getString("table"));
  }

  /**
   * What every record of the stream carries.
   *
   * @param previousCommit the end of the transaction that committed before the change's
   */
  record Origin(FileForm.Header stream, Position previousCommit) {}

  /**
   * @throws UnreadableValueException if a value is not what its column's type makes us expect
   */
  GenericRecord toAvro(RecordFormat format, Origin origin) {
    return record(format.form(), type(), payload(format), origin);
  }

  /** The change with the texts of its values, which are not understood. */
  GenericRecord toAvroTexts(String reason, Origin origin) {
    Map<String, String> texts = new HashMap<>();
    row.ifPresent(known -> known.forEach((field, text) -> texts.put(field.name(), text)));
    FileForm form = RecordFormat.ofTexts(table());
    return record(form, DebeziumChange.unreadable(type(), reason), form.rowOfTexts(texts), origin);
  }

  private GenericRecord record(FileForm form, String type, GenericRecord payload, Origin origin) {
    String lsn = LsnText.INSTANCE.of(new Position(change.source().getInt64("lsn"), 0));
    GenericRecord metadata = form.newMetadata();
    metadata.put("schema", table().schema());
    metadata.put("table", table().name());
    metadata.put("is_deleted", change.isDelete());
    metadata.put("change_type", type);
    metadata.put("tx_id", change.source().getInt64("txId"));
    metadata.put("lsn", lsn);
    metadata.put(
        PostgresqlChangeMetadata.PREVIOUS_COMMIT, LsnText.INSTANCE.of(origin.previousCommit()));
    metadata.put("primary_keys", change.keys());
    return form.record(origin.stream(), change, table(), List.of(lsn), metadata, payload);
  }

  /**
   * A change that is no longer a whole row says so in a word that no applier takes for one it
   * knows, so it ends as a dead letter.
   */
  private String type() {
    String missing = missing();
    return missing.isEmpty() ? change.type() : change.type() + "-INCOMPLETE (" + missing + ")";
  }

  /** The columns of the new row that have no value here, and why. */
  private String missing() {
    return change.hasNewRow()
        ? String.join(", ", row.map(RowTexts::leftOut).orElse(List.of()))
        : "";
  }

  private GenericRecord payload(RecordFormat format) {
    GenericRecord payload = format.form().newRow();
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
      throw new UnreadableValueException(field.name(), type.kind().name(), e);
    }
  }
}
