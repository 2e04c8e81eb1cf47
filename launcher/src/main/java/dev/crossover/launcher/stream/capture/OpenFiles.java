package dev.crossover.launcher.stream.capture;

import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.TableName;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** The change files that are being filled, one for each table. */
final class OpenFiles {
  private static final String PREFIX = "changes";

  /** What all open files may hold together: they are in memory. */
  private static final long MEMORY_BYTES = 64L << 20;

  private record Known(Schema row, RecordFormat format) {}

  private final Bucket bucket;
  private final String stream;
  private final long fileBytes;
  private final Clock clock;
  private final Map<TableName, TableFile> files = new HashMap<>();
  private final Map<TableName, Known> formats = new HashMap<>();

  private long bytes;

  OpenFiles(Bucket bucket, String stream, long fileBytes, Clock clock) {
    this.bucket = bucket;
    this.stream = stream;
    this.fileBytes = fileBytes;
    this.clock = clock;
  }

  void add(Change change) {
    TableName table = change.table();
    RecordFormat format = format(table, change.row());
    TableFile open = files.get(table);
    if (open != null && !open.format().equals(format)) {
      close(table);
    }
    TableFile file = files.computeIfAbsent(table, name -> open(name, format, change));
    bytes -= file.bytes();
    file.add(change.toAvro(format, stream, clock));
    bytes += file.bytes();
    if (file.bytes() >= fileBytes) {
      close(table);
    }
  }

  private TableFile open(TableName table, RecordFormat format, Change first) {
    TableFile file = new TableFile(PREFIX, table, format, first.committed());
    bytes += file.bytes();
    return file;
  }

  /** Debezium describes a row by the same object until the table changes. */
  private RecordFormat format(TableName table, Schema row) {
    Known known = formats.get(table);
    if (known == null || known.row() != row) {
      known = new Known(row, RecordFormat.of(table, row));
      formats.put(table, known);
    }
    return known.format();
  }

  boolean isFull() {
    return bytes >= MEMORY_BYTES;
  }

  /** Closes every file; all events that were added are durable when the call returns. */
  void closeAll() {
    List.copyOf(files.keySet()).forEach(this::close);
  }

  private void close(TableName table) {
    TableFile file = files.remove(table);
    bytes -= file.bytes();
    bucket.write(file.path(), file.close());
  }
}
