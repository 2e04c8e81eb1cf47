package dev.crossover.engine.changes;

import dev.crossover.engine.schema.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Writes change files of one table in the form that Datastream gives those of PostgreSQL. */
public final class TestChanges {
  private final TableName table;
  private final Schema payload;
  private final Schema schema;
  private Long previousCommit;
  private Long transaction;
  private Optional<Long> committed = Optional.empty();
  private final List<GenericRecord> records = new ArrayList<>();

  private TestChanges(TableName table, Schema payload) {
    this.table = table;
    this.payload = payload;
    Schema metadata =
        SchemaBuilder.record("source_metadata")
            .fields()
            .requiredString("schema")
            .requiredString("table")
            .optionalBoolean("is_deleted")
            .optionalString("change_type")
            .optionalLong("tx_id")
            .optionalString("lsn")
            .optionalString("previous_commit_lsn")
            .name("primary_keys")
            .type(SchemaBuilder.nullable().array().items().stringType())
            .withDefault(null)
            .endRecord();
    this.schema =
        SchemaBuilder.record("change")
            .fields()
            .requiredString("read_method")
            .requiredLong("source_timestamp")
            .name("source_metadata")
            .type(metadata)
            .noDefault()
            .name("payload")
            .type(payload)
            .noDefault()
            .endRecord();
  }

  /**
   * @param columns name and Avro type; every column is nullable too
   */
  public static TestChanges of(String table, Map<String, Schema> columns) {
    SchemaBuilder.FieldAssembler<Schema> payload = SchemaBuilder.record("payload").fields();
    columns.forEach(
        (name, type) ->
            payload
                .name(name)
                .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                .withDefault(null));
    return withPayload(table, payload.endRecord());
  }

  public static TestChanges withPayload(String table, Schema payload) {
    return new TestChanges(TableName.parse(table), payload);
  }

  /**
   * @param lsn the change's place in the log, as a number
   * @param changeType such as {@code INSERT}
   */
  public TestChanges change(String changeType, long lsn, Map<String, Object> values) {
    return record("postgresql-cdc-wal", changeType, lsn(lsn), committed.orElse(lsn), values);
  }

  private static String lsn(long position) {
    return String.format("%X/%X", position >>> 32, position & 0xFFFFFFFFL);
  }

  /** The changes from here on say what committed before their transaction. */
  public TestChanges committedAfter(long lsn) {
    previousCommit = lsn;
    return this;
  }

  /**
   * The changes from here on are of this transaction.
   *
   * @param committedMillis otherwise the time is the change's place in the log
   */
  public TestChanges inTransaction(long number, long committedMillis) {
    transaction = number;
    committed = Optional.of(committedMillis);
    return this;
  }

  public TestChanges backfill(Map<String, Object> values) {
    return record("postgresql-backfill-fulldump", "INSERT", "", values);
  }

  TestChanges record(String method, String changeType, String lsn, Map<String, Object> values) {
    return record(method, changeType, lsn, 0, values);
  }

  private TestChanges record(
      String method, String changeType, String lsn, long millis, Map<String, Object> values) {
    GenericRecord row = new GenericData.Record(payload);
    values.forEach(row::put);
    GenericRecord metadata = new GenericData.Record(schema.getField("source_metadata").schema());
    metadata.put("schema", table.schema());
    metadata.put("table", table.name());
    metadata.put("change_type", changeType);
    metadata.put("is_deleted", changeType.endsWith("DELETE"));
    metadata.put("tx_id", transaction);
    metadata.put("lsn", lsn);
    metadata.put("previous_commit_lsn", previousCommit == null ? null : lsn(previousCommit));
    GenericRecord record = new GenericData.Record(schema);
    record.put("read_method", method);
    record.put("source_timestamp", millis);
    record.put("source_metadata", metadata);
    record.put("payload", row);
    records.add(record);
    return this;
  }

  /** The one record that was added. */
  public GenericRecord only() {
    if (records.size() != 1) {
      throw new IllegalStateException("one record was expected, there are " + records.size());
    }
    return records.get(0);
  }

  /** The file. */
  public byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<GenericRecord>(schema))) {
      writer.create(schema, bytes);
      for (GenericRecord record : records) {
        writer.append(record);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
