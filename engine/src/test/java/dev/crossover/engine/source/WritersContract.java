package dev.crossover.engine.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every view of a source's writers does. */
public abstract class WritersContract {
  protected abstract Writers writers();

  /** Somebody else writes a row and leaves the transaction open. */
  protected abstract void writeInASession();

  /** Somebody else prepares a transaction under a name; sources without that do nothing. */
  protected abstract void prepare(String name);

  protected abstract void rollBackPrepared(String name);

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

    assertThat(writers().open()).isEmpty();
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
}
