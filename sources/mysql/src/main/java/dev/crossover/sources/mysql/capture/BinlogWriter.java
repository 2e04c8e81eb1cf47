package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.log.BinlogFile;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.StopEngineException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Hands on what Debezium delivers. The stream's own published position is the only one: the server
 * keeps none, and Debezium's is forgotten with the process.
 *
 * <p>One thread. Debezium's heartbeats drive it while nothing changes.
 */
final class BinlogWriter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
  private final CaptureOutput output;
  private final String stream;
  private final Clock clock;
  private final Map<TableName, BinlogFormat> formats = new HashMap<>();
  private Optional<Position> inTransaction = Optional.empty();

  /**
   * @param stream the stream's name in the records
   */
  BinlogWriter(CaptureOutput output, String stream, Clock clock) {
    this.output = output;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public void handleBatch(
      List<RecordChangeEvent<SourceRecord>> records,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    for (RecordChangeEvent<SourceRecord> record : records) {
      accept(record.record());
      committer.markProcessed(record);
      if (output.isFull()) {
        output.emit();
      }
    }
    committer.markBatchFinished();
    output.beat();
    if (output.isStopping()) {
      output.emit();
      throw new StopEngineException("the capture is to end");
    }
    if (output.isDue()) {
      output.emit();
    }
  }

  private void accept(SourceRecord record) {
    Struct value = (Struct) record.value();
    Schema schema = value.schema();
    if (schema.field("source") != null) {
      change(new BinlogChange(record));
    } else if (schema.field("status") != null) {
      if (value.getString("status").equals("END")) {
        commit(Instant.ofEpochMilli(value.getInt64("ts_ms")));
      }
    } else if (inTransaction.isEmpty()) {
      heartbeat(record.sourceOffset());
    }
  }

  private void change(BinlogChange change) {
    TableName table = change.table();
    BinlogFormat format = format(table, change.columns());
    output.change(table, change.committed(), change.toAvro(format, stream, clock));
    inTransaction = Optional.of(change.position());
  }

  /** Debezium describes a row by the same object until the table changes. */
  private BinlogFormat format(TableName table, Schema row) {
    BinlogFormat known = formats.get(table);
    if (known == null || known.row() != row) {
      known = BinlogFormat.of(table, row);
      formats.put(table, known);
    }
    return known;
  }

  /**
   * Debezium does not say where a transaction ends. Just behind the start of its last change is a
   * place inside it, which all that committed before is below, and all that comes after is above.
   */
  private void commit(Instant committed) {
    inTransaction.ifPresent(
        last -> output.commit(new Position(last.major(), last.minor() + 1), committed));
    inTransaction = Optional.empty();
  }

  /** Between two transactions Debezium says up to where it has read. */
  private void heartbeat(Map<String, ?> offset) {
    if (offset != null && offset.get("file") != null && offset.get("pos") != null) {
      Position read =
          BinlogFile.parse(offset.get("file").toString())
              .at(Long.parseLong(offset.get("pos").toString()));
      output.commit(read, clock.instant());
    }
  }
}
