package dev.crossover.engine.source;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Transactions that a test opens and ends. */
public final class FakeWriters implements Writers {
  private final List<OpenTransaction> open = new ArrayList<>();

  /** Somebody begins to write in a session. */
  public synchronized void begin(String name, String role) {
    open.add(new OpenTransaction(name, false, role, Duration.ZERO));
  }

  /** Somebody prepares a transaction, and leaves it. */
  public synchronized void prepare(String name, String role) {
    open.add(new OpenTransaction(name, true, role, Duration.ZERO));
  }

  /** A transaction commits or rolls back by itself. */
  public synchronized void finish(String name) {
    open.removeIf(transaction -> transaction.name().equals(name));
  }

  @Override
  public synchronized List<OpenTransaction> open() {
    return List.copyOf(open);
  }

  @Override
  public synchronized void end(OpenTransaction transaction) {
    if (!transaction.prepared()) {
      open.remove(transaction);
    }
  }
}
