package dev.crossover.engine.source;

import dev.crossover.contract.SourceException;
import java.util.List;
import java.util.Optional;

/** A fence around nothing, with the epochs of a real one. */
public final class FakeFence implements Fence {
  private static final FencePlan PLAN =
      new FencePlan(new FenceRecord("{\"closed\":\"app\"}"), "close shop.sale to app");

  private String target = "";
  private boolean sealed;
  private long epoch = -1;
  private Optional<FenceRecord> up = Optional.empty();

  public synchronized boolean isUp() {
    return up.isPresent();
  }

  @Override
  public synchronized FencePlan look() {
    if (isUp()) {
      throw new SourceException("the source is fenced already, at epoch " + epoch);
    }
    return PLAN;
  }

  @Override
  public synchronized String raise(long newEpoch, String newTarget, FenceRecord record) {
    if (epoch > newEpoch || (epoch == newEpoch && !up.equals(Optional.of(record)))) {
      throw new StaleFenceException(newEpoch, epoch);
    }
    if (isUp() && epoch < newEpoch) {
      throw new SourceException("an earlier fence is still up, at epoch " + epoch);
    }
    epoch = newEpoch;
    target = newTarget;
    sealed = false;
    up = Optional.of(record);
    return "shop.sale is closed to app";
  }

  @Override
  public synchronized void lower(long newEpoch, FenceRecord record) {
    if (epoch > newEpoch) {
      throw new StaleFenceException(newEpoch, epoch);
    }
    epoch = newEpoch;
    up = Optional.empty();
  }

  @Override
  public synchronized void seal(long newEpoch) {
    if (!isUp() || epoch > newEpoch) {
      throw new StaleFenceException(newEpoch, epoch);
    }
    sealed = true;
  }

  @Override
  public synchronized boolean lowerUnsealed() {
    boolean open = isUp() && !sealed;
    if (open) {
      up = Optional.empty();
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
