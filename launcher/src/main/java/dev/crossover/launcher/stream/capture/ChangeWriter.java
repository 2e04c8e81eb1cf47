package dev.crossover.launcher.stream.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.launcher.stream.CaptureObjects;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.StopEngineException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Writes what Debezium hands over. Files first, then the published position, then the slot's: a
 * crash between two of them makes PostgreSQL send again what is durable already, and never the
 * other way round.
 *
 * <p>One thread. Debezium's heartbeats drive it while nothing changes.
 */
final class ChangeWriter implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
  private static final String COMMIT_END = "lsn_commit";

  private final OpenFiles files;
  private final CommitOrder order;
  private final Consumer<Emitted> published;
  private final Heartbeat heartbeat;
  private final BooleanSupplier stopping;
  private final Duration rotation;
  private final Clock clock;
  private Instant closed;
  private Optional<RecordChangeEvent<SourceRecord>> commit = Optional.empty();

  /**
   * @param published told of every point once all before it is durable
   * @param stopping whether the capture is to end
   * @param rotation the longest that a change stays out of the files
   */
  ChangeWriter(
      OpenFiles files,
      CommitOrder order,
      Consumer<Emitted> published,
      Heartbeat heartbeat,
      BooleanSupplier stopping,
      Duration rotation,
      Clock clock) {
    this.files = files;
    this.order = order;
    this.published = published;
    this.heartbeat = heartbeat;
    this.stopping = stopping;
    this.rotation = rotation;
    this.clock = clock;
    this.closed = clock.instant();
  }

  @Override
  public void handleBatch(
      List<RecordChangeEvent<SourceRecord>> records,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    for (RecordChangeEvent<SourceRecord> record : records) {
      accept(record);
      if (files.isFull()) {
        emit(committer);
      }
    }
    if (stopping.getAsBoolean()) {
      emit(committer);
      throw new StopEngineException("the capture is to end");
    }
    if (!clock.instant().isBefore(closed.plus(rotation))) {
      emit(committer);
      heartbeat.beatIfIdle();
    }
  }

  private void accept(RecordChangeEvent<SourceRecord> event) {
    SourceRecord record = event.record();
    Struct value = (Struct) record.value();
    if (value.schema().field("source") != null) {
      change(new Change(record));
    } else if (value.schema().field("status") != null && value.getString("status").equals("END")) {
      commit(event, value);
    }
  }

  private void change(Change change) {
    if (change.table().equals(CaptureObjects.HEARTBEAT)) {
      return;
    }
    if (!change.table().equals(Sentinel.TABLE)) {
      order.change(change.table());
    }
    files.add(change);
  }

  private void commit(RecordChangeEvent<SourceRecord> event, Struct value) {
    long end = (Long) event.record().sourceOffset().get(COMMIT_END);
    order.commit(new Position(end, 0), Instant.ofEpochMilli(value.getInt64("ts_ms")));
    heartbeat.seen();
    commit = Optional.of(event);
  }

  private void emit(DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    files.closeAll();
    order.takePoint().ifPresent(published);
    if (commit.isPresent()) {
      committer.markProcessed(commit.get());
      committer.markBatchFinished();
      commit = Optional.empty();
    }
    closed = clock.instant();
  }
}
