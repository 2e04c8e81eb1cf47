package dev.crossover.launcher.fence;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A request to end this process (SIGTERM, SIGINT) while a cutover runs. Before the journal it
 * interrupts the cutover, which un-fences; only then does the process end.
 */
public final class ExitSignal implements AutoCloseable {
  /** Longer than un-fencing takes, shorter than a service manager's patience. */
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private final Thread cutover;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "cutover-exit-signal");
  private boolean requested;
  private boolean shielded;

  public ExitSignal(Thread cutover) {
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
  public synchronized void request() {
    requested = true;
    if (!shielded) {
      cutover.interrupt();
    }
  }

  public synchronized boolean requested() {
    return requested;
  }

  /** From now on a request interrupts nothing. */
  public synchronized void shield() {
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
