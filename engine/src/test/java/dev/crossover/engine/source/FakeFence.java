package dev.crossover.engine.source;

import dev.crossover.contract.SourceException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A fence around nothing, with the epochs of a real one. */
public final class FakeFence implements Fence {
  private String target = "";
  private boolean sealed;
  private long epoch = -1;
  private Optional<FenceRecord> up = Optional.empty();
  private final Set<FenceRecord> givenUp = new HashSet<>();
  private boolean begun = true;
  private boolean closed;

  /** A migration begins; the first one has. */
  public synchronized void begin() {
    begun = true;
  }

  /** What is known of the migration in the source is dropped; what is closed stays closed. */
  public synchronized void giveUp() {
    givenUp.add(plan().record());
    begun = false;
    epoch = -1;
    up = Optional.empty();
  }

  private FencePlan plan() {
    String migration = givenUp.isEmpty() ? "" : ",\"migration\":" + givenUp.size();
    return new FencePlan(
        new FenceRecord("{\"closed\":\"app\"" + migration + "}"), "close shop.sale to app");
  }

  /** Whether the application is shut out. */
  public synchronized boolean isUp() {
    return closed;
  }

  @Override
  public synchronized FencePlan look() {
    if (up.isPresent()) {
      throw new SourceException("the source is fenced already, at epoch " + epoch);
    }
    return plan();
  }

  @Override
  public synchronized String raise(long newEpoch, String newTarget, FenceRecord record) {
    if (!begun || givenUp.contains(record)) {
      throw new SourceException("this migration was given up meanwhile");
    }
    if (epoch > newEpoch || (epoch == newEpoch && !up.equals(Optional.of(record)))) {
      throw new StaleFenceException(newEpoch, epoch);
    }
    if (up.isPresent() && epoch < newEpoch) {
      throw new SourceException("an earlier fence is still up, at epoch " + epoch);
    }
    epoch = newEpoch;
    target = newTarget;
    sealed = false;
    up = Optional.of(record);
    closed = true;
    return "shop.sale is closed to app";
  }

  @Override
  public synchronized void lower(long newEpoch, FenceRecord record) {
    if (epoch > newEpoch || (begun && givenUp.contains(record))) {
      throw new StaleFenceException(newEpoch, epoch);
    }
    epoch = begun ? newEpoch : epoch;
    up = Optional.empty();
    closed = false;
  }

  @Override
  public synchronized void seal(long newEpoch, FenceRecord record) {
    if (!up.equals(Optional.of(record)) || epoch > newEpoch) {
      throw new StaleFenceException(newEpoch, epoch);
    }
    sealed = true;
  }

  @Override
  public synchronized boolean lowerUnsealed() {
    boolean open = up.isPresent() && !sealed;
    if (open) {
      up = Optional.empty();
      closed = false;
    }
    return open;
  }

  @Override
  public synchronized Optional<String> givingBack() {
    return up.map(record -> "give back " + record.json());
  }

  @Override
  public synchronized Optional<Raised> raised() {
    return up.map(record -> new Raised(epoch, target, record));
  }

  @Override
  public synchronized List<String> leaks(FenceRecord record) {
    return isUp() ? List.of() : List.of("app has INSERT on shop.sale");
  }
}
