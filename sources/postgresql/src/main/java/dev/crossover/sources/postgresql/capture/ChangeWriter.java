package dev.crossover.sources.postgresql.capture;

import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.capture.UnwritableRecordException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on what Debezium delivers. Files first, then the published position, then the slot's: a
 * crash between two of them makes PostgreSQL send again what is durable already, and never the
 * other way round.
 *
 * <p>One thread. Debezium's heartbeats drive it while nothing changes.
 */
final class ChangeWriter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWriter.class);
  private static final String COMMIT_END = "lsn_commit";

  private record Known(Schema row, RecordFormat format) {}

  private final CaptureOutput output;
  private final IdleHeartbeat heartbeat;
  private final String stream;
  private final Clock clock;
  private final Map<TableName, Known> formats = new HashMap<>();
  private Optional<RecordChangeEvent<SourceRecord>> commit = Optional.empty();
  private Position previousCommit;

  /**
   * @param confirmed up to where the slot has been confirmed: every transaction that comes ends
   *     above it, every other one is at or below it
   * @param stream the stream's name in the records
   */
  ChangeWriter(
      CaptureOutput output,
      Position confirmed,
      IdleHeartbeat heartbeat,
      String stream,
      Clock clock) {
    this.output = output;
    this.previousCommit = confirmed;
    this.heartbeat = heartbeat;
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public void handleBatch(
      List<RecordChangeEvent<SourceRecord>> records,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    for (RecordChangeEvent<SourceRecord> record : records) {
      accept(record);
      if (output.isFull()) {
        emit(committer);
      }
    }
    output.beat();
    if (output.isStopping()) {
      emit(committer);
      throw new StopEngineException("the capture is to end");
    }
    if (output.isDue()) {
      emit(committer);
      heartbeat.beatIfIdle();
    }
  }

  private void accept(RecordChangeEvent<SourceRecord> event) {
    SourceRecord record = event.record();
    Struct value = (Struct) record.value();
    if (value.schema().field("source") != null) {
      if (DebeziumChange.isOfARow(value)) {
        change(new DebeziumChange(record));
      } else {
        output.passOver();
      }
    } else if (value.schema().field("status") != null && value.getString("status").equals("END")) {
      commit(event, value);
    }
  }

  private void change(DebeziumChange change) {
    TableName table = change.table();
    if (!table.equals(SlotAndPublication.HEARTBEAT)) {
      try {
        output.change(
            table, change.committed(), change.toAvro(format(table, change.columns()), origin()));
      } catch (UnreadableValueException | UnwritableRecordException e) {
        LOG.warn("event=change-unreadable table={} error=\"{}\"", table, e.getMessage());
        output.change(
            table,
            change.committed(),
            change.toAvroTexts(RecordFormat.ofTexts(table), e.getMessage(), origin()));
      }
    }
  }

  private DebeziumChange.Origin origin() {
    return new DebeziumChange.Origin(stream, previousCommit, clock);
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

  private void commit(RecordChangeEvent<SourceRecord> event, Struct value) {
    Position end = new Position((Long) event.record().sourceOffset().get(COMMIT_END), 0);
    output.commit(end, Instant.ofEpochMilli(value.getInt64("ts_ms")));
    previousCommit = end;
    heartbeat.seen();
    commit = Optional.of(event);
  }

  private void emit(DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    output.emit();
    if (commit.isPresent()) {
      committer.markProcessed(commit.get());
      committer.markBatchFinished();
      commit = Optional.empty();
    }
  }
}
