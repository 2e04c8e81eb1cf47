package dev.crossover.engine.ledger;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.ledger.AppliedFile.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ledger of change files: which ones are applied. Safe for many threads and processes. */
public interface FileLedger {
  /**
   * What of a listing is still to do.
   *
   * @param listed the change files that exist
   * @throws TargetException if the ledger cannot be read
   */
  Backlog backlog(List<String> listed);

  /**
   * Records finished attempts; durable when the call returns.
   *
   * @throws TargetException if the ledger cannot be written
   */
  void record(Collection<AppliedFile> files);

  /**
   * The sums by source table ({@code schema.table}), in the order of its name. A file without any
   * readable event counts under the empty name.
   *
   * @throws TargetException if the ledger cannot be read
   */
  Map<String, TableCounts> countsByTable();

  /**
   * When a file was last recorded, by the target's clock; empty while there is none.
   *
   * @throws dev.crossover.contract.TargetException if the ledger cannot be read
   */
  Optional<Instant> lastRecorded();

  /**
   * The recorded files that hold a change at or above a place, in the order of their paths.
   *
   * @param prefix what their paths begin with
   * @throws dev.crossover.contract.TargetException if the ledger cannot be read
   */
  List<AppliedFile> reaching(String prefix, Position place);

  /**
   * What of a listing is still to do.
   *
   * @param pending files that no attempt has finished, in the listing's order
   * @param parked files with events that cannot be applied yet, in the listing's order
   * @param applied files with nothing left to do, in the listing's order
   */
  record Backlog(List<String> pending, List<AppliedFile> parked, List<String> applied) {
    /**
     * @param recorded what the ledger says, by path
     */
    public static Backlog of(List<String> listed, Map<String, AppliedFile> recorded) {
      List<String> pending = new ArrayList<>();
      List<AppliedFile> parked = new ArrayList<>();
      List<String> applied = new ArrayList<>();
      for (String path : listed) {
        AppliedFile file = recorded.get(path);
        if (file == null) {
          pending.add(path);
        } else if (file.state() == State.PARKED) {
          parked.add(file);
        } else {
          applied.add(path);
        }
      }
      return new Backlog(pending, parked, applied);
    }

    /** Whether nothing is left to do. */
    public boolean isEmpty() {
      return pending.isEmpty() && parked.isEmpty();
    }

    /** The source's minute of the oldest file that is not applied; the base of the lag. */
    public Optional<Instant> oldest() {
      List<String> paths = new ArrayList<>(pending);
      parked.forEach(file -> paths.add(file.path()));
      return paths.stream()
          .flatMap(path -> ChangeFilePath.minute(path).stream())
          .min(Instant::compareTo);
    }
  }

  /**
   * Sums over all files.
   *
   * @param files files recorded, parked ones counted
   */
  record TableCounts(
      long files, long events, long applied, long superseded, long parked, long deadLetters) {}
}
