package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.changes.CommitHint;
import dev.crossover.engine.changes.KnownCommits;
import dev.crossover.engine.rows.UnconvertibleValueException;
import dev.crossover.engine.target.ShadowRow;
import dev.crossover.engine.target.TargetKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of the changes of one key, given what the target remembers of it.
 *
 * @param chosen the newest change that the target can hold, if it is newer than the target's
 * @param row the row that {@code chosen} leaves; empty for a delete
 * @param rejected changes newer than {@code chosen} that the target cannot hold, with the reason
 * @param done changes that the target already has exactly
 */
record Decision(
    KeyChanges changes,
    Known known,
    Optional<KeyedChange> chosen,
    Map<String, Object> row,
    Map<KeyedChange, String> rejected,
    List<KeyedChange> done) {

  /**
   * What the target knows of a key before a decision.
   *
   * @param version the change that decided its row; empty if live apply never touched it
   * @param commits behind the row, where the stream does not tell their order
   * @param rows where rows of this key may be
   */
  record Known(
      Optional<ChangeVersion> version, Optional<KnownCommits> commits, List<TargetKey> rows) {}

  static Decision of(KeyChanges changes, Known known) {
    Map<KeyedChange, String> rejected = new LinkedHashMap<>();
    List<KeyedChange> done = new ArrayList<>();
    for (KeyedChange change : changes.newestFirst()) {
      int newer = known.version().map(change.version()::compareTo).orElse(1);
      if (newer == 0) {
        done.add(change);
      }
      if (newer <= 0) {
        break;
      }
      try {
        return new Decision(changes, known, Optional.of(change), row(change), rejected, done);
      } catch (UnmappedChangeException | UnconvertibleValueException e) {
        rejected.put(change, e.getMessage());
      }
    }
    return new Decision(changes, known, Optional.empty(), Map.of(), rejected, done);
  }

  private static Map<String, Object> row(KeyedChange change) {
    return change.isDelete() ? Map.of() : change.mapping().row(change.change().event());
  }

  /** The rows that must go. */
  List<TargetKey> deletedRows() {
    if (chosen.isEmpty()) {
      return List.of();
    }
    Optional<TargetKey> stays = targetKey();
    return known.rows().stream().filter(old -> !Optional.of(old).equals(stays)).toList();
  }

  /** Where the row is after this decision. */
  private Optional<TargetKey> targetKey() {
    if (chosen.isEmpty()) {
      return known.rows().stream().findFirst();
    }
    return row.isEmpty() ? Optional.empty() : Optional.of(changes.mapping().targetKey(row));
  }

  /** What the target must remember from now on; empty if it does so already. */
  Optional<ShadowRow> remembered() {
    Optional<KnownCommits> commits = commits();
    if (chosen.isEmpty() && commits.equals(known.commits())) {
      return Optional.empty();
    }
    return version()
        .map(
            version ->
                new ShadowRow(
                    changes.mapping().table(), changes.key(), version, targetKey(), commits));
  }

  /** Of the change that decides the row from now on. */
  private Optional<ChangeVersion> version() {
    return chosen.map(KeyedChange::version).or(known::version);
  }

  private Optional<KnownCommits> commits() {
    return KnownCommits.after(
        known.commits(),
        chosen.isPresent()
            ? chosen.flatMap(change -> change.change().event().commit()).map(CommitHint::time)
            : known.commits().map(KnownCommits::decided),
        changes.commits());
  }

  /**
   * The newest change that was looked at, if no row is left although one may be in the source: the
   * stream does not tell which of two transactions committed last.
   */
  Optional<KeyedChange> inDoubt() {
    boolean deleted = version().filter(ChangeVersion::deleted).isPresent();
    return deleted && commits().filter(KnownCommits::leaveADeleteInDoubt).isPresent()
        ? changes.newestFirst().stream().filter(change -> !rejected.containsKey(change)).findFirst()
        : Optional.empty();
  }
}
