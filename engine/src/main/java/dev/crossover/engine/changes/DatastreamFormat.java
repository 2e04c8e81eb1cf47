package dev.crossover.engine.changes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Reads the Avro files that Datastream writes, and those of the local change stream, which have the
 * same form. Every record of a file comes out, as a change event or as an unreadable one.
 */
public final class DatastreamFormat {
  /** A dead letter holds at most this much of a broken file; the file itself stays where it is. */
  private static final int MAX_RAW_BYTES = 64 * 1024;

  /** The length of a value is the source's business; Jackson's own limit is 20 MB. */
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxStringLength(Integer.MAX_VALUE)
                      .maxNumberLength(Integer.MAX_VALUE)
                      .build())
              .build());

  private final ChangeMetadata source;
  private final Map<Schema, Schema> schemas = new ConcurrentHashMap<>();

  /**
   * @param source how records of the migration's source say their table and position
   */
  public DatastreamFormat(ChangeMetadata source) {
    this.source = source;
  }

  /** How people write the positions of the records. */
  public PositionText positions() {
    return source.positions();
  }

  /**
   * Reads a whole file.
   *
   * @param path names the file in its events
   * @return the records up to the first byte that cannot be read, and one {@link
   *     ChangeRecord.Unreadable} for all the rest
   */
  public ChangeFile read(String path, byte[] bytes) {
    List<ChangeRecord> records = new ArrayList<>();
    long readTo = 0;
    try (DataFileReader<GenericRecord> reader = open(bytes)) {
      while (reader.hasNext()) {
        readTo = reader.previousSync();
        records.add(decode(path, records.size(), reader.next()));
      }
      readTo = reader.previousSync();
      // Avro takes the end of the bytes inside a block for the end of the file.
      if (readTo != bytes.length) {
        throw new EOFException("it ends inside a block");
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // On damaged bytes Avro throws whatever its decoder stumbled over, such as an index error. A
      // damaged length makes it ask for an array of up to 2 GB, of which nothing stays.
      records.add(rest(path, records.size(), bytes, (int) readTo, e));
    }
    return new ChangeFile(path, records);
  }

  private DataFileReader<GenericRecord> open(byte[] bytes) throws IOException {
    return new DataFileReader<>(new SeekableByteArrayInput(bytes), new KnownSchemas());
  }

  /**
   * Reads by one object for all equal schemas. Avro keeps a decoder for every schema object that a
   * thread has read by, so that otherwise each file would leave some kilobytes for good.
   */
  private final class KnownSchemas extends GenericDatumReader<GenericRecord> {
    @Override
    public void setSchema(Schema schema) {
      super.setSchema(known(schema));
    }
  }

  private Schema known(Schema schema) {
    Schema known = schemas.putIfAbsent(schema, schema);
    return known == null ? schema : known;
  }

  /** How many schemas are kept. */
  int knownSchemas() {
    return schemas.size();
  }

  private ChangeRecord decode(String path, long index, GenericRecord record) {
    return new DatastreamRecord(record, source).decode(path, index, () -> raw(record));
  }

  private static ChangeRecord rest(
      String path, long index, byte[] bytes, int readTo, Throwable cause) {
    byte[] rest = Arrays.copyOfRange(bytes, readTo, Math.min(bytes.length, readTo + MAX_RAW_BYTES));
    String reason =
        "cannot read the file %s of %d bytes from its record %d on: %s; restore the file and retry"
            .formatted(path, bytes.length, index, cause);
    return new ChangeRecord.Unreadable(
        index,
        Optional.empty(),
        Optional.empty(),
        reason,
        () -> Base64.getEncoder().encodeToString(rest));
  }

  /** The record for a person to read, and its exact bytes with their schema for a retry. */
  private static String raw(GenericRecord record) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
      ObjectNode raw = JSON.createObjectNode();
      raw.set("record", JSON.readTree(record.toString()));
      raw.put("avro", Base64.getEncoder().encodeToString(bytes.toByteArray()));
      raw.set("schema", JSON.readTree(record.getSchema().toString()));
      return raw.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record from the raw form that a dead letter keeps.
   *
   * @return empty if {@code raw} is the rest of a broken file, and no record
   */
  public Optional<ChangeRecord> readRaw(String path, long index, String raw) {
    if (!raw.startsWith("{")) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(raw);
      // A column may have any name, also one that Avro's own rule for names forbids.
      Schema schema =
          new Schema.Parser(NameValidator.NO_VALIDATION).parse(json.get("schema").toString());
      byte[] bytes = Base64.getDecoder().decode(json.get("avro").textValue());
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(known(schema))
              .read(null, DecoderFactory.get().binaryDecoder(bytes, null));
      return Optional.of(decode(path, index, record));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a dead letter of " + path + " is no JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException("a dead letter of " + path + " is no record", e);
    }
  }
}
