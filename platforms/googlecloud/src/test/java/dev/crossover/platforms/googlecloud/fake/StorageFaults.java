package dev.crossover.platforms.googlecloud.fake;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** What goes wrong in a fake Cloud Storage, and how often what was asked. */
public final class StorageFaults {
  private final Map<StorageOperation, Queue<Fault>> faults = new EnumMap<>(StorageOperation.class);
  private final Map<StorageOperation, Long> calls = new EnumMap<>(StorageOperation.class);

  /**
   * @param happens whether what was asked is done all the same
   */
  record Fault(int code, String message, boolean happens) {}

  /** The next calls of a kind are refused. */
  public void refuse(StorageOperation operation, int times, int code, String message) {
    add(operation, times, new Fault(code, message, false));
  }

  /** The next calls of a kind do what they are asked, and are answered as if they had not. */
  public void loseAnswer(StorageOperation operation, int times) {
    add(operation, times, new Fault(503, "We encountered an internal error.", true));
  }

  private synchronized void add(StorageOperation operation, int times, Fault fault) {
    for (int i = 0; i < times; i++) {
      faults.computeIfAbsent(operation, any -> new ArrayDeque<>()).add(fault);
    }
  }

  /** How often something was asked so far. */
  public synchronized long calls(StorageOperation operation) {
    return calls.getOrDefault(operation, 0L);
  }

  synchronized Optional<Fault> next(StorageOperation operation) {
    calls.merge(operation, 1L, Long::sum);
    return Optional.ofNullable(faults.get(operation)).map(Queue::poll);
  }
}
