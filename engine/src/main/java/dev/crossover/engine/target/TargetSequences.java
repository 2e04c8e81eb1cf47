package dev.crossover.engine.target;

import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.TargetTable;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The target's sequences, which take over from the source's.
 *
 * <p>Every method throws {@link dev.crossover.contract.TargetException} when the target fails.
 */
public interface TargetSequences {
  /** The highest number in the columns that draw from the sequence; 0 if there is none. */
  long highest(SequencePlan sequence);

  /**
   * Lets the sequences, which came with the tables, never give a number that was used.
   *
   * @param used by sequence, the highest number that it must never give; below 1 if there is none
   */
  void begin(Map<SequencePlan, Long> used);

  /**
   * Inserts a copy of some row without naming one column, and takes the insert back.
   *
   * @return the number that the column drew; empty if no row can be copied
   */
  OptionalLong insertedNumber(TargetTable table, String column);

  /** Draws a number, which is then never given again. */
  long drawnNumber(SequencePlan sequence);
}
