package dev.crossover.engine.capture;

import dev.crossover.engine.ledger.ChangeFilePath;
import dev.crossover.engine.schema.TableName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * A change file that is being filled; it is in memory until it is closed, which bounds its size.
 */
final class TableFile {
  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm").withZone(ZoneOffset.UTC);

  /** Small, so that {@link #bytes} is near the size of the file. */
  private static final int BLOCK_BYTES = 16 * 1024;

  private final Schema schema;
  private final String path;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final DataFileWriter<GenericRecord> writer;

  /**
   * @param prefix the path below which the stream writes
   * @param first the source's time of the first event; names the folder
   */
  TableFile(String prefix, TableName table, Schema schema, Instant first) {
    this.schema = schema;
    this.path =
        "%s/%s/%s/%s.avro"
            .formatted(
                prefix, ChangeFilePath.folder(table), FOLDER.format(first), UUID.randomUUID());
    this.writer = new DataFileWriter<>(new GenericDatumWriter<>(schema));
    try {
      writer.setSyncInterval(BLOCK_BYTES).create(schema, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Schema schema() {
    return schema;
  }

  String path() {
    return path;
  }

  /** A record that does not fit leaves the file as it was. */
  void add(GenericRecord record) {
    try {
      writer.append(record);
    } catch (DataFileWriter.AppendWriteException e) {
      throw new UnwritableRecordException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int bytes() {
    return content.size();
  }

  byte[] close() {
    try {
      writer.close();
      return content.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
