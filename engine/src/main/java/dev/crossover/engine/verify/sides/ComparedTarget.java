package dev.crossover.engine.verify.sides;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.schema.TargetColumn;
import java.time.Instant;

/** A target as verification reads it. */
public interface ComparedTarget {
  /**
   * A moment of the target's own time after which every commit has a later timestamp.
   *
   * @throws TargetException if the target cannot be read
   */
  Instant time();

  /** Opens a table. Whether it is there shows when it is read. */
  TargetRowReader open(ComparedTable table);

  /**
   * The target's rows at this moment, which is after everything that was committed before the call.
   *
   * @throws TargetException if the target cannot be read
   */
  RowCounts counts();

  /** The column's type as the target writes it, for messages. */
  String typeName(TargetColumn column);
}
