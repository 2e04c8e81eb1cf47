package dev.crossover.engine.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.Sentinel;
import dev.crossover.engine.schema.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.avro.generic.GenericRecord;

/**
 * Takes what a source has captured into change files. A source confirms its log only after {@link
 * #emit}: a crash between the two makes the source send again what is durable already, and never
 * the other way round.
 *
 * <p>One thread.
 */
public final class CaptureOutput {
  /** Small against the patience of whoever waits for a sign of life. */
  private static final Duration SAY_ALIVE = Duration.ofSeconds(10);

  private final OpenFiles files;
  private final CommitOrder order;
  private final Consumer<Emitted> published;
  private final Runnable alive;
  private final BooleanSupplier stopping;
  private final Duration rotation;
  private final Clock clock;
  private Instant closed;
  private Instant saidAlive;

  /**
   * @param files receives the records
   * @param from up to where events were counted before
   * @param published gets every point once all before it is durable
   * @param alive is told from time to time that the capture goes on, also while nothing comes
   * @param stopping whether the capture is to end
   * @param rotation the longest that a change stays out of the files
   */
  CaptureOutput(
      OpenFiles files,
      Position from,
      Consumer<Emitted> published,
      Runnable alive,
      BooleanSupplier stopping,
      Duration rotation,
      Clock clock) {
    this.files = files;
    this.order = new CommitOrder(from);
    this.published = published;
    this.alive = alive;
    this.stopping = stopping;
    this.rotation = rotation;
    this.clock = clock;
    this.closed = clock.instant();
    this.saidAlive = closed;
  }

  /** The source is heard, whether anything comes or not; to be called about every second. */
  public void beat() {
    if (!clock.instant().isBefore(saidAlive.plus(SAY_ALIVE))) {
      alive.run();
      saidAlive = clock.instant();
    }
  }

  /**
   * Takes a change of the transaction whose {@link #commit} comes next.
   *
   * @param committed when its transaction committed
   * @param record in Datastream's form
   * @throws UnwritableRecordException if the record does not fit its schema; nothing is taken then
   */
  public void change(TableName table, Instant committed, GenericRecord record) {
    files.add(table, committed, record);
    if (!table.equals(Sentinel.TABLE)) {
      order.change(table);
    }
  }

  /** Counts what is in the log and changes no row. */
  public void passOver() {
    order.passOver();
  }

  /**
   * Every change of a transaction has come.
   *
   * @param end the end of the transaction in the source's log
   */
  public void commit(Position end, Instant committed) {
    order.commit(end, committed);
  }

  /** Whether so much is in memory that it must be emitted now. */
  public boolean isFull() {
    return files.isFull();
  }

  /** Whether a change may have waited for as long as it is allowed to. */
  public boolean isDue() {
    return !clock.instant().isBefore(closed.plus(rotation));
  }

  /** Whether the capture is to end. */
  public boolean isStopping() {
    return stopping.getAsBoolean();
  }

  /** Makes every change that has come durable, then publishes the end of its last transaction. */
  public void emit() {
    files.closeAll();
    order.takePoint().ifPresent(published);
    closed = clock.instant();
  }
}
