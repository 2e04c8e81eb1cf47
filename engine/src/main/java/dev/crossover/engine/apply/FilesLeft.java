package dev.crossover.engine.apply;

import dev.crossover.engine.apply.ApplyRound.Shard;
import dev.crossover.engine.ledger.AppliedFile;
import dev.crossover.engine.ledger.AppliedFile.State;
import dev.crossover.engine.ledger.ChangeFilePath;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.engine.ledger.FileLedger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The files of a shard that are left to do. It looks again only when all that it found is done, so
 * a file is listed and asked for a few times, however many wait with it. One thread.
 */
final class FilesLeft {
  /** The oldest files first, so that parents and children of one time come together. */
  private static final Comparator<String> OLDEST_FIRST =
      Comparator.comparing((String path) -> ChangeFilePath.minute(path).orElse(Instant.MIN))
          .thenComparing(Comparator.naturalOrder());

  private final ChangeFolder folder;
  private final FileLedger ledger;
  private final Shard shard;
  private final Queue<String> pending = new ArrayDeque<>();
  private final Map<String, AppliedFile> parked = new LinkedHashMap<>();

  FilesLeft(ChangeFolder folder, FileLedger ledger, Shard shard) {
    this.folder = folder;
    this.ledger = ledger;
    this.shard = shard;
  }

  /**
   * Looks what there is, if nothing is pending of what was found before.
   *
   * @return whether it looked: only then are these all the files that are left
   */
  boolean look() {
    if (!pending.isEmpty()) {
      return false;
    }
    FileLedger.Backlog backlog =
        ledger.backlog(folder.list().stream().filter(shard::holds).toList());
    folder.archive(backlog.applied());
    backlog.pending().stream().sorted(OLDEST_FIRST).forEach(pending::add);
    parked.clear();
    backlog.parked().forEach(file -> parked.put(file.path(), file));
    return true;
  }

  /** Files that nobody has tried, the oldest first. */
  Collection<String> pending() {
    return pending;
  }

  /** Files with events that could not be applied, those first that have waited longest. */
  List<AppliedFile> parked() {
    return parked.values().stream().sorted(Comparator.comparing(AppliedFile::retryAt)).toList();
  }

  int count() {
    return pending.size() + parked.size();
  }

  /** Takes note of what the ledger says since now. */
  void recorded(Collection<AppliedFile> files) {
    for (AppliedFile file : files) {
      pending.remove(file.path());
      if (file.state() == State.PARKED) {
        parked.put(file.path(), file);
      } else {
        parked.remove(file.path());
      }
    }
    folder.archive(
        files.stream()
            .filter(file -> file.state() == State.APPLIED)
            .map(AppliedFile::path)
            .toList());
  }

  /** Looks again the next time, whatever was found. */
  void forget() {
    pending.clear();
    parked.clear();
  }
}
