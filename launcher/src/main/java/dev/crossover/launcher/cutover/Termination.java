package dev.crossover.launcher.cutover;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The end of the process on request (SIGTERM, SIGINT) while a cutover runs: before the journal the
 * cutover is interrupted, un-fences, and only then the process ends.
 */
final class Termination implements AutoCloseable {
  /** Longer than un-fencing takes, shorter than a service manager's patience. */
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private final Thread cutover;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "cutover-termination");
  private boolean requested;
  private boolean shielded;

  Termination(Thread cutover) {
    this.cutover = cutover;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void onShutdown() {
    request();
    try {
      over.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Interrupts the cutover unless it is shielded. */
  synchronized void request() {
    requested = true;
    if (!shielded) {
      cutover.interrupt();
    }
  }

  synchronized boolean requested() {
    return requested;
  }

  /** From now on a request interrupts nothing. */
  synchronized void shield() {
    shielded = true;
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return;
    }
  }
}
