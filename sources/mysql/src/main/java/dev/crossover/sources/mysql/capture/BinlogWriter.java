package dev.crossover.sources.mysql.capture;

import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.mysql.log.BinlogFile;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Hands on what Debezium delivers. The stream's own published position is the only one: the server
 * keeps none, and Debezium's is forgotten with the process.
 *
 * <p>Debezium's thread brings what comes, and nothing while nothing comes; so another one calls
 * {@link #tick}.
 */
final class BinlogWriter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
  private final CaptureOutput output;
  private final IdleHeartbeat heartbeat;
  private final String stream;
  private final Clock clock;
  private final Map<TableName, BinlogFormat> formats = new HashMap<>();
  private Position last = Position.START;
  private boolean ended;

  /**
   * @param stream the stream's name in the records
   */
  BinlogWriter(CaptureOutput output, IdleHeartbeat heartbeat, String stream, Clock clock) {
    this.output = output;
    this.heartbeat = heartbeat;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public synchronized void handleBatch(
      List<RecordChangeEvent<SourceRecord>> records,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    for (RecordChangeEvent<SourceRecord> record : records) {
      if (ended) {
        return;
      }
      accept(record.record());
      committer.markProcessed(record);
      if (output.isFull()) {
        output.emit();
      }
    }
    committer.markBatchFinished();
    heartbeat.seen();
    output.beat();
    tick();
  }

  /**
   * To be called about twice in a second.
   *
   * @return whether this was the last time: all that has come is durable, and nothing more is taken
   */
  synchronized boolean tick() {
    if (ended) {
      return true;
    }
    ended = output.isStopping();
    if (ended || output.isDue()) {
      output.emit();
      heartbeat.beatIfIdle();
    }
    return ended;
  }

  private void accept(SourceRecord record) {
    Struct value = (Struct) record.value();
    if (value.schema().field("source") != null) {
      change(new BinlogChange(record));
    } else if (value.schema().field("status") != null && value.getString("status").equals("END")) {
      commit(value);
    }
  }

  /**
   * Not every server gives each event of a transaction a place, so one that has none of its own
   * takes the next. It stays below the end of its transaction: a row takes a byte at least.
   */
  private void change(BinlogChange change) {
    TableName table = change.table();
    BinlogFormat format = format(table, change.columns());
    Position position = change.position();
    if (position.compareTo(last) <= 0) {
      position = new Position(last.major(), last.minor() + 1);
    }
    last = position;
    output.change(table, change.committed(), change.toAvro(format, position, stream, clock));
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

  /** The event that ends a transaction is above its changes, and below all that comes after. */
  private void commit(Struct end) {
    Position place =
        BinlogFile.parse(end.getString(BinlogTransactions.FILE))
            .at(end.getInt64(BinlogTransactions.POSITION));
    last = place;
    output.commit(place, Instant.ofEpochMilli(end.getInt64("ts_ms")));
  }
}
