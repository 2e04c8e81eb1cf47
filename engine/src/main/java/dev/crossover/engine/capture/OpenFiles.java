package dev.crossover.engine.capture;

import dev.crossover.contract.BucketLayout;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** The change files that are being filled, one for each table. */
final class OpenFiles {
  /** What all open files may hold together: they are in memory, and their arrays grow by halves. */
  private static final long MEMORY_BYTES = 32L << 20;

  private final Bucket bucket;
  private final String prefix;
  private final long fileBytes;
  private final Map<TableName, TableFile> files = new HashMap<>();
  private long bytes;
  private Optional<RuntimeException> failure = Optional.empty();

  /**
   * @param shard whose changes they are; {@code ""} for a source without shards
   * @param fileBytes a file that has as much is closed
   */
  OpenFiles(Bucket bucket, String shard, long fileBytes) {
    String folder = BucketLayout.changesOf(shard);
    this.bucket = bucket;
    this.prefix = folder.substring(0, folder.length() - 1);
    this.fileBytes = fileBytes;
  }

  /** A file holds records of one schema, so a table that changed begins a new one. */
  void add(TableName table, Instant committed, GenericRecord record) {
    TableFile open = files.get(table);
    if (open != null && !open.schema().equals(record.getSchema())) {
      close(table);
    }
    TableFile file = files.computeIfAbsent(table, name -> open(name, committed, record));
    bytes -= file.bytes();
    file.add(record);
    bytes += file.bytes();
    if (file.bytes() >= fileBytes) {
      close(table);
    }
  }

  private TableFile open(TableName table, Instant first, GenericRecord record) {
    TableFile file = new TableFile(prefix, table, record.getSchema(), first);
    bytes += file.bytes();
    return file;
  }

  boolean isFull() {
    return bytes >= MEMORY_BYTES;
  }

  /**
   * Closes every file; all events that were added are durable when the call returns. Once one could
   * not be written this fails for good: whoever calls, in whatever thread, must not take for
   * durable what came before it.
   */
  void closeAll() {
    if (failure.isPresent()) {
      throw failure.get();
    }
    List.copyOf(files.keySet()).forEach(this::close);
  }

  private void close(TableName table) {
    TableFile file = files.remove(table);
    bytes -= file.bytes();
    try {
      bucket.write(file.path(), file.close());
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      throw e;
    }
  }
}
