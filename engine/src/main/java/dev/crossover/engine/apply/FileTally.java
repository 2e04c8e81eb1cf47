package dev.crossover.engine.apply;

import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What became of the records of one file in one batch. Every record is counted exactly once:
 * applied, superseded, failed or waiting. Beside that it may be in doubt whether the row is right.
 */
public final class FileTally {
  private final List<Failure> failed = new ArrayList<>();
  private final List<Failure> waiting = new ArrayList<>();
  private final List<ChangeRecord.Change> inDoubt = new ArrayList<>();
  private long events;
  private long applied;
  private long superseded;
  private Optional<Position> highest = Optional.empty();
  private Optional<TableName> table = Optional.empty();

  /** A record that is not on the target, and why. */
  public record Failure(ChangeRecord record, String reason) {}

  FileTally() {}

  /** Counts a record that belongs to the file, before it is known what becomes of it. */
  void met(ChangeRecord record) {
    events++;
    if (record instanceof ChangeRecord.Change change) {
      Position position = change.event().position().change();
      highest = highest.filter(known -> known.isAtLeast(position)).or(() -> Optional.of(position));
      table = table.or(() -> Optional.of(change.event().table()));
    }
  }

  void applied() {
    applied++;
  }

  void superseded() {
    superseded++;
  }

  void failed(ChangeRecord record, String reason) {
    failed.add(new Failure(record, reason));
  }

  void waits(ChangeRecord record, String reason) {
    waiting.add(new Failure(record, reason));
  }

  void inDoubt(ChangeRecord.Change change) {
    inDoubt.add(change);
  }

  public long events() {
    return events;
  }

  public long appliedEvents() {
    return applied;
  }

  public long supersededEvents() {
    return superseded;
  }

  /** Records that the target can never take as they are. */
  public List<Failure> failures() {
    return List.copyOf(failed);
  }

  /** Records that lack a parent or stand behind another row. */
  public List<Failure> waiting() {
    return List.copyOf(waiting);
  }

  /**
   * Changes whose rows were deleted last by their positions, and may be there all the same: the
   * stream does not tell which of two transactions committed last.
   */
  public List<ChangeRecord.Change> inDoubt() {
    return List.copyOf(inDoubt);
  }

  /** The highest position in the file; empty if no record of it could be read. */
  public Optional<Position> highest() {
    return highest;
  }

  /** The table that the file's events are about. */
  public Optional<TableName> table() {
    return table;
  }
}
