package dev.crossover.sources.mysql.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.capture.CaptureOutput;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.sources.debezium.ChangeFiles;
import dev.crossover.sources.debezium.DebeziumChange;
import dev.crossover.sources.debezium.FileForm;
import dev.crossover.sources.debezium.IdleHeartbeat;
import dev.crossover.sources.debezium.RowForms;
import dev.crossover.sources.mysql.log.BinlogFile;
import dev.crossover.sources.mysql.log.BinlogText;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.time.Clock;
import java.util.List;
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
  private static final String DDL = "ddl";

  private final CaptureOutput output;
  private final IdleHeartbeat heartbeat;
  private final BinlogNotes notes;
  private final FileForm.Header stream;
  private final ChangeFiles files;
  private final RowForms<BinlogFormat> forms = new RowForms<>(BinlogFormat::of);
  private Position last = Position.START;
  private Position changed = Position.START;
  private Position committed = Position.START;
  private int definedThere;
  private boolean heard;
  private boolean ended;

  /**
   * @param stream what every record says
   */
  BinlogWriter(CaptureOutput output, Clock clock, BinlogNotes notes, FileForm.Header stream) {
    this.output = output;
    this.heartbeat = new IdleHeartbeat(clock, this::beat);
    this.notes = notes;
    this.stream = stream;
    this.files = new ChangeFiles(output);
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
    heard = true;
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

  private void beat() {
    if (heard) {
      notes.requireReader();
    }
    notes.beat();
  }

  private void accept(SourceRecord record) {
    Struct value = (Struct) record.value();
    if (isDefinition(value)) {
      define(value);
    } else if (DebeziumChange.isOfTheLog(value)) {
      change(new BinlogChange(new DebeziumChange(record)));
    } else if (DebeziumChange.isEnd(value)) {
      commit(value);
    }
  }

  private static boolean isDefinition(Struct value) {
    return value.schema().field(DDL) != null;
  }

  /** Before the stream passes it: who goes on behind it must know it. */
  private void define(Struct value) {
    if (value.getArray("tableChanges").isEmpty()) {
      return;
    }
    Position at = BinlogChange.place(value.getStruct("source"));
    definedThere = at.equals(last) ? definedThere + 1 : 0;
    last = at;
    notes.defined(
        at,
        definedThere,
        new DefiningStatement(value.getString("databaseName"), value.getString(DDL)));
  }

  /**
   * Not every server gives each event of a transaction a place, so one that has none of its own
   * takes the next. It stays below the end of its transaction: a row takes a byte at least.
   */
  private void change(BinlogChange change) {
    TableName table = change.table();
    Position named = change.position();
    Position position =
        named.compareTo(last) > 0 ? named : new Position(last.major(), last.minor() + 1);
    last = position;
    changed = position;
    files.put(
        table,
        change.change().committed(),
        () -> change.toAvro(forms.of(table, change.change().columns()), position, stream),
        reason -> change.toAvroTexts(reason, position, stream));
  }

  /** The event that ends a transaction is above its changes, and below all that comes after. */
  private void commit(Struct end) {
    Position place =
        BinlogFile.parse(end.getString(BinlogTransactions.FILE))
            .at(end.getInt64(BinlogTransactions.POSITION));
    if (place.compareTo(committed) < 0) {
      throw new SourceException(
          "the binary log went back from %s to %s: it was reset, or is that of another server"
              .formatted(BinlogText.INSTANCE.of(committed), BinlogText.INSTANCE.of(place)));
    }
    if (place.compareTo(changed) <= 0) {
      throw new SourceException(
          "the compressed transaction that ends at %s has more changes than bytes, so they have no places of their own: SET GLOBAL binlog_transaction_compression = OFF; end the sessions that have it on, and begin the migration anew"
              .formatted(BinlogText.INSTANCE.of(place)));
    }
    if (place.major() != committed.major()) {
      notes.entered();
    }
    committed = place;
    last = place;
    output.commit(place, DebeziumChange.endedAt(end));
  }
}
