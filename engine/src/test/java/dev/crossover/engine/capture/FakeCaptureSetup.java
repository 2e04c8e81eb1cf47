package dev.crossover.engine.capture;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.source.FakeSourceLog;
import java.util.List;
import java.util.Optional;

/** The place from which a log in memory is kept. */
public final class FakeCaptureSetup implements CaptureSetup {
  private final FakeSourceLog log;
  private Optional<Position> keptFrom = Optional.empty();
  private List<String> uncaptured = List.of();
  private boolean foreign;

  /**
   * @param log where the source's changes are
   */
  public FakeCaptureSetup(FakeSourceLog log) {
    this.log = log;
  }

  /** Whether the log is kept for the stream. */
  public synchronized boolean exists() {
    return keptFrom.isPresent();
  }

  /** Nothing before this place will be asked for again. */
  public synchronized void confirm(Position position) {
    keptFrom = Optional.of(position);
  }

  @Override
  public synchronized void requireUnused() {
    if (exists()) {
      throw new SourceException("the log is kept for another stream already");
    }
  }

  /** Somebody else keeps the log under our names. */
  public synchronized void takeNames() {
    keptFrom = Optional.of(log.end().whole());
    foreign = true;
  }

  @Override
  public synchronized boolean isTaken() {
    return exists();
  }

  @Override
  public synchronized Position adopt() {
    if (!exists()) {
      throw new SourceException("there is nothing to take over");
    }
    foreign = false;
    return log.end().whole();
  }

  @Override
  public synchronized boolean isOurs() {
    return exists() && !foreign;
  }

  @Override
  public synchronized Position create() {
    foreign = false;
    keptFrom = Optional.of(log.end().whole());
    return keptFrom.get();
  }

  @Override
  public synchronized void requireIntact(Position safe) {
    if (keptFrom.filter(safe::isAtLeast).isEmpty()) {
      throw new SourceException("the log is not kept from " + safe + " on");
    }
    requireKept();
  }

  @Override
  public synchronized void requireKept() {
    if (!exists()) {
      throw new SourceException("the log is not kept");
    }
    if (!uncaptured.isEmpty()) {
      throw new SourceException(String.join("; ", uncaptured));
    }
  }

  /** Somebody swaps a table for another one of its name. */
  public synchronized void swap(String table) {
    uncaptured = List.of("table " + table + " was swapped");
  }

  @Override
  public synchronized List<String> uncaptured() {
    return exists() ? uncaptured : List.of("nothing is captured");
  }

  @Override
  public synchronized void remove() {
    keptFrom = Optional.empty();
  }
}
