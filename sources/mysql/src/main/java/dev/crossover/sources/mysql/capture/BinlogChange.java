package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.DebeziumChange;
import dev.crossover.sources.debezium.FileForm;
import dev.crossover.sources.debezium.UnreadableValueException;
import dev.crossover.sources.mysql.log.BinlogFile;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/** One change of MySQL, in Datastream's words. */
record BinlogChange(DebeziumChange change) {
  TableName table() {
    return new TableName(source().getString("db"), source().getString("table"));
  }

  private Struct source() {
    return change.source();
  }

  /** Where the change's event is, and behind that for the event's second row and those after it. */
  Position position() {
    return place(source());
  }

  static Position place(Struct source) {
    return BinlogFile.parse(source.getString("file"))
        .at(source.getInt64("pos") + source.getInt32("row"));
  }

  /**
   * @param position in the file that the change is in
   * @throws UnreadableValueException if a value is not what its column's type makes us expect
   */
  GenericRecord toAvro(BinlogFormat format, Position position, FileForm.Header stream) {
    return record(format.form(), change.type(), payload(format), position, stream);
  }

  /** The change with the texts of its values, which are not understood. */
  GenericRecord toAvroTexts(String reason, Position position, FileForm.Header stream) {
    Map<String, String> texts = new HashMap<>();
    change
        .row()
        .ifPresent(
            row -> {
              for (Field field : row.schema().fields()) {
                texts.put(field.name(), text(row.getWithoutDefault(field.name())));
              }
            });
    FileForm form = BinlogFormat.ofTexts(table());
    return record(
        form,
        DebeziumChange.unreadable(change.type(), reason),
        form.rowOfTexts(texts),
        position,
        stream);
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return HexFormat.of().formatHex(copy);
    }
    return value == null ? null : value.toString();
  }

  private GenericRecord record(
      FileForm form, String type, GenericRecord payload, Position position, FileForm.Header to) {
    String file = source().getString("file");
    GenericRecord metadata = form.newMetadata();
    metadata.put("table", table().name());
    metadata.put("database", table().schema());
    metadata.put("primary_keys", change.keys());
    metadata.put("log_file", file);
    metadata.put("log_position", position.minor());
    metadata.put("change_type", type);
    metadata.put("is_deleted", change.isDelete());
    metadata.put(
        "gtid", source().schema().field("gtid") == null ? null : source().getString("gtid"));
    return form.record(to, change, table(), List.of(file, position.minor()), metadata, payload);
  }

  private GenericRecord payload(BinlogFormat format) {
    GenericRecord payload = format.form().newRow();
    change
        .row()
        .ifPresent(
            row -> {
              for (Field field : row.schema().fields()) {
                // A default of the column must not stand in for a NULL in it.
                Object value = row.getWithoutDefault(field.name());
                payload.put(
                    field.name(),
                    value == null ? null : read(field, format.columns().get(field.index()), value));
              }
            });
    return payload;
  }

  private static Object read(Field field, BinlogColumn column, Object value) {
    try {
      return column.value().apply(value);
    } catch (RuntimeException e) {
      throw new UnreadableValueException(field.name(), column.avro().toString(), e);
    }
  }
}
