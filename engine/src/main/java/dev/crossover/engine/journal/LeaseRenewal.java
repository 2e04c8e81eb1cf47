package dev.crossover.engine.journal;

import dev.crossover.contract.CrossoverException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews a lease in the background for as long as its process lives. */
public final class LeaseRenewal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeaseRenewal.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread daemon = new Thread(task, "lease");
            daemon.setDaemon(true);
            return daemon;
          });

  private LeaseRenewal() {}

  public static LeaseRenewal of(Lease lease) {
    LeaseRenewal heartbeat = new LeaseRenewal();
    long period = Lease.LENGTH.toMillis() / 6;
    var unused =
        heartbeat.thread.scheduleAtFixedRate(
            () -> renew(lease), period, period, TimeUnit.MILLISECONDS);
    return heartbeat;
  }

  /** A lost lease needs no alarm here: the owner's next change of the state is refused. */
  private static void renew(Lease lease) {
    try {
      if (!lease.renew()) {
        LOG.warn("lease=lost owner={}", lease.owner());
      }
    } catch (CrossoverException e) {
      LOG.warn("lease=not-renewed reason=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
