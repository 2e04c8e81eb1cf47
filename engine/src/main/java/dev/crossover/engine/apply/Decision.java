package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeVersion;
import dev.crossover.engine.rows.UnconvertibleValueException;
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
 * @param oldRows where rows of this key may be now
 */
record Decision(
    KeyChanges changes,
    Optional<KeyedChange> chosen,
    Map<String, Object> row,
    Map<KeyedChange, String> rejected,
    List<KeyedChange> done,
    List<TargetKey> oldRows) {

  /**
   * What the target knows of a key before a decision.
   *
   * @param version the change that decided its row; empty if live apply never touched it
   * @param rows where rows of this key may be
   */
  record Known(Optional<ChangeVersion> version, List<TargetKey> rows) {}

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
        return new Decision(
            changes, Optional.of(change), row(change), rejected, done, known.rows());
      } catch (UnmappedChangeException | UnconvertibleValueException e) {
        rejected.put(change, e.getMessage());
      }
    }
    return new Decision(changes, Optional.empty(), Map.of(), rejected, done, known.rows());
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
    return oldRows.stream().filter(old -> !Optional.of(old).equals(stays)).toList();
  }

  /** Where the row is after this decision. */
  Optional<TargetKey> targetKey() {
    return row.isEmpty() ? Optional.empty() : Optional.of(changes.mapping().targetKey(row));
  }
}
