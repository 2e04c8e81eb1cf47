package dev.crossover.engine.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import dev.crossover.engine.source.FakeSourceLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;

/** A source in memory that hands over the transactions of a test. */
public final class FakeLocalCapture implements LocalCapture {
  private final FakeSourceLog log;
  private final FakeCaptureSetup setup;
  private final List<Transaction> transactions = new ArrayList<>();
  private Optional<SourceException> failure = Optional.empty();

  private record Transaction(Position end, Instant committed, List<Change> changes) {}

  /** One change of a transaction. */
  public record Change(TableName table, GenericRecord record) {}

  public FakeLocalCapture(FakeSourceLog log) {
    this.log = log;
    this.setup = new FakeCaptureSetup(log);
  }

  /** Somebody commits a transaction; returns its end. */
  public synchronized Position commit(Instant committed, Change... changes) {
    Position end = log.commit().whole();
    transactions.add(new Transaction(end, committed, List.of(changes)));
    return end;
  }

  /** The next run hands over what there is, and then fails without emitting it. */
  public synchronized void fail(SourceException reason) {
    failure = Optional.of(reason);
  }

  @Override
  public FakeCaptureSetup setup() {
    return setup;
  }

  @Override
  public void run(Position from, CaptureOutput output) {
    Position end = from;
    while (true) {
      end = handOver(end, output);
      takeFailure().ifPresent(FakeLocalCapture::raise);
      output.beat();
      boolean last = output.isStopping();
      if (last || output.isFull() || output.isDue()) {
        output.emit();
        setup.confirm(end);
      }
      if (last) {
        return;
      }
      Thread.onSpinWait();
    }
  }

  private synchronized Position handOver(Position from, CaptureOutput output) {
    Position end = from;
    for (Transaction transaction : transactions) {
      if (transaction.end().compareTo(from) > 0) {
        transaction
            .changes()
            .forEach(
                change -> output.change(change.table(), transaction.committed(), change.record()));
        output.commit(transaction.end(), transaction.committed());
        end = transaction.end();
      }
    }
    return end;
  }

  private synchronized Optional<SourceException> takeFailure() {
    Optional<SourceException> taken = failure;
    failure = Optional.empty();
    return taken;
  }

  private static void raise(SourceException reason) {
    throw reason;
  }
}
