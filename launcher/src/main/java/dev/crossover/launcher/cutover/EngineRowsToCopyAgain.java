package dev.crossover.launcher.cutover;

import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.repair.RowRepair;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.verify.UnloggedRows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The engine's way to find such rows and to write them again. */
public final class EngineRowsToCopyAgain implements RowsToCopyAgain {
  /** The most rows that are held in memory at once. */
  private static final int BATCH = 1_000;

  private final TargetSchema schema;
  private final UnloggedRows differing;
  private final Repairs repairs;

  /** Makes what writes rows again, as changes of a place and at an epoch of the journal. */
  @FunctionalInterface
  public interface Repairs {
    RowRepair at(LogPosition end, long epoch);
  }

  public EngineRowsToCopyAgain(TargetSchema schema, UnloggedRows differing, Repairs repairs) {
    this.schema = schema;
    this.differing = differing;
    this.repairs = repairs;
  }

  private List<TargetTable> changing() {
    return schema.movedTables().stream().filter(table -> table.unlogged().occur()).toList();
  }

  @Override
  public List<String> tables() {
    return changing().stream().map(table -> table.source().toString()).toList();
  }

  @Override
  public Map<String, Long> copy(LogPosition end, long epoch) {
    RowRepair repair = repairs.at(end, epoch);
    Map<String, Long> copied = new TreeMap<>();
    for (TargetTable table : changing()) {
      AtomicLong rows = new AtomicLong();
      differing.find(table, BATCH, keys -> rows.addAndGet(repair.repair(table, keys)));
      copied.put(table.source().toString(), rows.get());
    }
    return copied;
  }
}
