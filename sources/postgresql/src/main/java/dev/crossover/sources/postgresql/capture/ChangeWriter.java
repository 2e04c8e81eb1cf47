package dev.crossover.sources.postgresql.capture;

import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.ChangeFiles;
import dev.crossover.sources.debezium.DebeziumChange;
import dev.crossover.sources.debezium.FileForm;
import dev.crossover.sources.debezium.IdleHeartbeat;
import dev.crossover.sources.debezium.RowForms;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.StopEngineException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Hands on what Debezium delivers. Files first, then the published position, then the slot's: a
 * crash between two of them makes PostgreSQL send again what is durable already, and never the
 * other way round.
 *
 * <p>One thread. Debezium's heartbeats drive it while nothing changes.
 */
final class ChangeWriter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
  private static final String READ_METHOD = "postgresql-cdc";
  private static final String COMMIT_END = "lsn_commit";

  private final CaptureOutput output;
  private final IdleHeartbeat heartbeat;
  private final FileForm.Header stream;
  private final ChangeFiles files;
  private final RowForms<RecordFormat> forms = new RowForms<>(RecordFormat::of);
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
    this.stream = new FileForm.Header(READ_METHOD, stream, clock);
    this.files = new ChangeFiles(output);
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
    if (DebeziumChange.isOfTheLog(value)) {
      if (DebeziumChange.isOfARow(value)) {
        change(new PostgresqlChange(new DebeziumChange(record)));
      } else {
        output.passOver();
      }
    } else if (DebeziumChange.isEnd(value)) {
      commit(event, value);
    }
  }

  private void change(PostgresqlChange change) {
    TableName table = change.table();
    if (!table.equals(SlotAndPublication.HEARTBEAT)) {
      PostgresqlChange.Origin origin = new PostgresqlChange.Origin(stream, previousCommit);
      files.put(
          table,
          change.change().committed(),
          () -> change.toAvro(forms.of(table, change.change().columns()), origin),
          reason -> change.toAvroTexts(reason, origin));
    }
  }

  private void commit(RecordChangeEvent<SourceRecord> event, Struct value) {
    Position end = new Position((Long) event.record().sourceOffset().get(COMMIT_END), 0);
    output.commit(end, DebeziumChange.endedAt(value));
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
