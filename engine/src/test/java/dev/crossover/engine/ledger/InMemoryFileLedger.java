package dev.crossover.engine.ledger;

import dev.crossover.engine.changes.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A ledger of change files that ends with its process. */
public final class InMemoryFileLedger implements FileLedger {
  private final Map<String, AppliedFile> files = new LinkedHashMap<>();
  private Optional<Instant> lastRecorded = Optional.empty();

  private final Runnable beforeWrite;

  /** A ledger that may always be written. */
  public InMemoryFileLedger() {
    this(() -> {});
  }

  /**
   * @param beforeWrite throws if it may not be written
   */
  public InMemoryFileLedger(Runnable beforeWrite) {
    this.beforeWrite = beforeWrite;
  }

  @Override
  public synchronized Backlog backlog(List<String> listed) {
    return Backlog.of(listed, files);
  }

  @Override
  public synchronized void record(Collection<AppliedFile> finished) {
    beforeWrite.run();
    finished.forEach(file -> files.put(file.path(), file));
    if (!finished.isEmpty()) {
      lastRecorded = Optional.of(Instant.now());
    }
  }

  @Override
  public synchronized Map<String, TableCounts> countsByTable() {
    Map<String, TableCounts> counts = new TreeMap<>();
    for (AppliedFile file : files.values()) {
      counts.merge(file.table().orElse(""), counts(file), InMemoryFileLedger::sum);
    }
    return counts;
  }

  @Override
  public synchronized Optional<Instant> lastRecorded() {
    return lastRecorded;
  }

  @Override
  public synchronized List<AppliedFile> reaching(String prefix, Position place) {
    return files.values().stream()
        .filter(file -> file.path().startsWith(prefix))
        .filter(file -> file.highest().filter(highest -> highest.isAtLeast(place)).isPresent())
        .sorted(Comparator.comparing(AppliedFile::path))
        .toList();
  }

  private static TableCounts counts(AppliedFile file) {
    return new TableCounts(
        1, file.events(), file.applied(), file.superseded(), file.parked(), file.deadLetters());
  }

  private static TableCounts sum(TableCounts one, TableCounts other) {
    return new TableCounts(
        one.files() + other.files(),
        one.events() + other.events(),
        one.applied() + other.applied(),
        one.superseded() + other.superseded(),
        one.parked() + other.parked(),
        one.deadLetters() + other.deadLetters());
  }
}
