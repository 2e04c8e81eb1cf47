package dev.crossover.sources.debezium;

import static dev.crossover.sources.debezium.AvroJson.array;
import static dev.crossover.sources.debezium.AvroJson.field;
import static dev.crossover.sources.debezium.AvroJson.logical;
import static dev.crossover.sources.debezium.AvroJson.optional;
import static dev.crossover.sources.debezium.AvroJson.type;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.engine.schema.TableName;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * The Avro schema of a table's change files: Datastream's top-level fields, then the row.
 *
 * @param key names the row's form; it changes when a column does
 */
public record FileForm(Schema schema, String key) {
  private static final String METADATA = "source_metadata";
  private static final String PAYLOAD = "payload";

  /** The texts of a row by its columns' names. */
  private static final String TEXTS = "texts";

  /** The row's record, to which the columns are added. */
  public static ObjectNode row() {
    return AvroJson.record(PAYLOAD);
  }

  /** The metadata's record, to which what a source says is added. */
  public static ObjectNode metadata() {
    return AvroJson.record(METADATA);
  }

  public static FileForm of(TableName table, ObjectNode metadata, ObjectNode row) {
    ObjectNode file = AvroJson.record((table.schema() + "_" + table.name()).replaceAll("\\W", "_"));
    field(file, "uuid", type("string"));
    field(file, "read_timestamp", logical("long", "timestamp-millis"));
    field(file, "source_timestamp", logical("long", "timestamp-millis"));
    field(file, "object", type("string"));
    field(file, "read_method", type("string"));
    field(file, "stream_name", type("string"));
    field(file, "schema_key", type("string"));
    field(file, "sort_keys", array(JsonNodeFactory.instance.arrayNode().add("string").add("long")));
    field(file, METADATA, metadata);
    field(file, PAYLOAD, row);
    // A column may have any name, and Avro's rule for names is not enforced by its readers.
    return new FileForm(
        new Schema.Parser(NameValidator.NO_VALIDATION).parse(file.toString()), hash(row));
  }

  /** The form of a row whose values cannot be read: in the place of columns, their texts. */
  public static FileForm ofTexts(TableName table, ObjectNode metadata) {
    ObjectNode row = row();
    ObjectNode texts = JsonNodeFactory.instance.objectNode().put("type", "map");
    field(row, TEXTS, texts.set("values", optional().add("string")));
    return of(table, metadata, row);
  }

  private static String hash(ObjectNode row) {
    CRC32C hash = new CRC32C();
    hash.update(row.toString().getBytes(UTF_8));
    return HexFormat.of().toHexDigits(hash.getValue(), 8);
  }

  /** An empty metadata of this form. */
  public GenericRecord newMetadata() {
    return new GenericData.Record(schema.getField(METADATA).schema());
  }

  /** An empty row of this form. */
  public GenericRecord newRow() {
    return new GenericData.Record(schema.getField(PAYLOAD).schema());
  }

  /** A row in the form of {@link #ofTexts}. */
  public GenericRecord rowOfTexts(Map<String, String> texts) {
    GenericRecord row = newRow();
    row.put(TEXTS, texts);
    return row;
  }

  /**
   * What every record of a stream says.
   *
   * @param readMethod Datastream's word for how a source is read
   * @param stream the stream's name
   */
  public record Header(String readMethod, String stream, Clock clock) {}

  /**
   * A record of a change file.
   *
   * @param place where the change is in the source's log, behind its time
   */
  public GenericRecord record(
      Header header,
      DebeziumChange change,
      TableName table,
      List<Object> place,
      GenericRecord metadata,
      GenericRecord row) {
    GenericRecord record = new GenericData.Record(schema);
    long committed = change.committed().toEpochMilli();
    record.put("uuid", UUID.randomUUID().toString());
    record.put("read_timestamp", header.clock().millis());
    record.put("source_timestamp", committed);
    record.put("object", table.schema() + "_" + table.name());
    record.put("read_method", header.readMethod());
    record.put("stream_name", header.stream());
    record.put("schema_key", key);
    record.put("sort_keys", Stream.concat(Stream.of(committed), place.stream()).toList());
    record.put(METADATA, metadata);
    record.put(PAYLOAD, row);
    return record;
  }
}
