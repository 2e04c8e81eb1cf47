package dev.crossover.sources.debezium;

import io.debezium.relational.RelationalChangeRecordEmitter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** One change of a row or a table as Debezium hands it over, in Datastream's words. */
public final class DebeziumChange {
  private final SourceRecord record;
  private final Struct envelope;

  /**
   * @param record one whose value {@link #isOfARow}
   */
  public DebeziumChange(SourceRecord record) {
    this.record = record;
    this.envelope = (Struct) record.value();
  }

  /** Whether a value says where in the source's log it was. */
  public static boolean isOfTheLog(Struct value) {
    return value.schema().field("source") != null;
  }

  /** Whether a value of the log is the change of a row or a table; messages are none. */
  public static boolean isOfARow(Struct value) {
    return value.schema().field("after") != null;
  }

  /** Whether a value says that a transaction has ended. */
  public static boolean isEnd(Struct value) {
    return value.schema().field("status") != null && value.getString("status").equals("END");
  }

  /** When the transaction committed whose end a value is. */
  public static Instant endedAt(Struct end) {
    return Instant.ofEpochMilli(end.getInt64("ts_ms"));
  }

  /** Where in its log the source had the change. */
  public Struct source() {
    return envelope.getStruct("source");
  }

  /** When the change's transaction committed. */
  public Instant committed() {
    return Instant.ofEpochMilli(source().getInt64("ts_ms"));
  }

  public Schema columns() {
    return envelope.schema().field("after").schema();
  }

  /** The new row, or of a delete the old one; empty for a truncation. */
  public Optional<Struct> row() {
    return Optional.ofNullable(envelope.getStruct("after"))
        .or(() -> Optional.ofNullable(envelope.getStruct("before")));
  }

  /** Whether there is a new row. */
  public boolean hasNewRow() {
    return envelope.get("after") != null;
  }

  /** The names of the key's columns; null if the table has none. */
  public List<String> keys() {
    return record.keySchema() == null
        ? null
        : record.keySchema().fields().stream().map(Field::name).toList();
  }

  public boolean isDelete() {
    return operation().equals("d");
  }

  private String operation() {
    return envelope.getString("op");
  }

  /** Datastream's word; one that no applier knows for an operation that we do not. */
  public String type() {
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

  /** The word for a change whose values were not understood, so that it ends as a dead letter. */
  public static String unreadable(String type, String reason) {
    return type + "-UNREADABLE (" + reason + ")";
  }

  private boolean hasHeader(String name) {
    return record.headers().lastWithName(name) != null;
  }
}
