package dev.crossover.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every view of a source's writers does. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
public abstract class WritersContract {
  protected abstract Writers writers();

  /** Somebody else writes a row and leaves the transaction open. */
  protected abstract void writeInASession();

  /** Somebody else prepares a transaction under a name; sources without that do nothing. */
  protected abstract void prepare(String name);

  protected abstract void rollBackPrepared(String name);

  /** Somebody else's statement begins that will write, and has only read so far. */
  protected abstract void readBeforeWriting();

  /** Somebody else waits for the lock of a reader, to write then. */
  protected abstract void waitToWrite();

  @Test
  void seesNobodyWhileNobodyWrites() {
    assertThat(writers().open()).isEmpty();
  }

  @Test
  void endsASessionThatWrote() {
    writeInASession();
    OpenTransaction open = writers().open().get(0);
    assertThat(open.prepared()).isFalse();

    writers().end(open);

    awaitNobody();
  }

  @Test
  void leavesAPreparedTransactionToItsCoordinator() {
    prepare("p");
    writers().open().forEach(writers()::end);
    assertThat(writers().open())
        .allSatisfy(
            open -> {
              assertThat(open.prepared()).isTrue();
              assertThat(open.name()).isEqualTo("p");
            });

    rollBackPrepared("p");

    assertThat(writers().open()).isEmpty();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "an `INSERT … SELECT` or the like that has begun and has not written a row yet",
      moment = "the drain",
      outcome = "seen, and ended")
  void seesAndEndsAStatementThatHasNotWrittenARowYet() {
    readBeforeWriting();

    requireSeenAndEnd();
  }

  @Test
  @Fault(
      kind = Fault.Kind.ROGUE_WRITER,
      fault = "a writer that waits for a lock",
      moment = "the drain",
      outcome = "seen, and ended")
  void seesAndEndsAWriterThatWaitsForALock() {
    waitToWrite();

    requireSeenAndEnd();
  }

  private void requireSeenAndEnd() {
    while (writers().open().isEmpty()) {
      Thread.onSpinWait();
    }
    writers().open().forEach(writers()::end);
    awaitNobody();
  }

  /** A server takes a moment to end a session. */
  private void awaitNobody() {
    while (!writers().open().isEmpty()) {
      Thread.onSpinWait();
    }
  }
}
