package dev.crossover.engine.repair;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.ApplyBatch;
import dev.crossover.engine.apply.FileTally;
import dev.crossover.engine.apply.FileTally.Failure;
import dev.crossover.engine.apply.PresentRow;
import dev.crossover.engine.changes.ChangeEvent;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangePosition;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.encoding.ComparedKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Writes the rows of given keys again as the source has them, each as a change of a given place in
 * the source's log; a row that the source does not have is deleted. So a change above that place
 * stays newer, one below it is done with, and doing it again changes nothing.
 */
public final class RowRepair {
  /** In the place of a change file's name. */
  private static final String ORIGIN = "row-repair";

  private final PresentRow presentRow;
  private final ApplyBatch batch;
  private final Function<Map<String, Object>, Position> place;

  /**
   * @param batch with the transactions of whoever repairs
   * @param place above every change that is applied, and below every one that may come; of the
   *     shard of a row's key, which is given by source column
   */
  public RowRepair(
      PresentRow presentRow, ApplyBatch batch, Function<Map<String, Object>, Position> place) {
    this.presentRow = presentRow;
    this.batch = batch;
    this.place = place;
  }

  /**
   * Writes the rows of these keys.
   *
   * @return how many were written or deleted
   * @throws TargetException if the target refuses one of them; the others may be written then
   */
  public long repair(TargetTable table, List<ComparedKey> keys) {
    List<ChangeEvent> absent = new ArrayList<>();
    for (ComparedKey key : keys) {
      Optional<Map<String, Object>> values = PortableKey.of(table, key);
      if (values.isEmpty()) {
        throw new TargetException(
            "a row of %s has a key that the target cannot hold, and cannot be copied again; repair or delete it in the source"
                .formatted(table.source()));
      }
      absent.add(
          new ChangeEvent(
              table.source(),
              ChangeEvent.Kind.DELETE,
              values.get(),
              ChangePosition.ofLog(place.apply(values.get())),
              ORIGIN,
              absent.size()));
    }
    List<ChangeRecord> rows = new ArrayList<>();
    presentRow
        .inThePlaceOf(table, absent)
        .forEach(event -> rows.add(new ChangeRecord.Change(event, () -> "")));
    FileTally tally = batch.apply(List.of(new ChangeFile(ORIGIN, rows))).get(ORIGIN);
    List<Failure> left = new ArrayList<>(tally.failures());
    left.addAll(tally.waiting());
    if (!left.isEmpty()) {
      throw new TargetException(
          "%d rows of %s cannot be copied again, the first because: %s"
              .formatted(left.size(), table.source(), left.get(0).reason()));
    }
    return tally.appliedEvents();
  }
}
