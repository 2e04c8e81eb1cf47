package dev.crossover.launcher.cutover;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.schema.TargetSchema;
import dev.crossover.engine.schema.TargetTable;
import dev.crossover.engine.target.TargetSequences;
import java.util.List;
import java.util.OptionalLong;

/**
 * Inserts a copy of some row without naming the column that draws from a sequence, looks at the
 * number it got, and takes the insert back. Where no row can be copied (the table is empty, or
 * another column is unique) it draws a number alone.
 */
public final class SequenceProof implements CutoverStep {
  private final TargetSequences target;
  private final TargetSchema schema;
  private final List<SequencePlan> sequences;

  public SequenceProof(TargetSequences target, TargetSchema schema, List<SequencePlan> sequences) {
    this.target = target;
    this.schema = schema;
    this.sequences = List.copyOf(sequences);
  }

  @Override
  public String name() {
    return "sequences-proof";
  }

  @Override
  public String plan() {
    return "insert a row that draws from each sequence, look at its number, and roll back";
  }

  @Override
  public String run(Lease lease) {
    int copied = 0;
    int drawn = 0;
    for (SequencePlan sequence : sequences) {
      long highest = target.highest(sequence);
      for (SequencePlan.Feed feed : sequence.feeds()) {
        OptionalLong number = target.insertedNumber(table(feed), feed.column());
        if (number.isPresent()) {
          copied++;
        } else {
          drawn++;
        }
        requireUnused(sequence, number.orElseGet(() -> target.drawnNumber(sequence)), highest);
      }
    }
    return copied + " columns proved by an insert, " + drawn + " by drawing a number";
  }

  private TargetTable table(SequencePlan.Feed feed) {
    return schema.tables().stream()
        .filter(table -> table.name().equals(feed.table()))
        .findFirst()
        .orElseThrow(() -> new TargetException("the target schema has no table " + feed.table()));
  }

  private static void requireUnused(SequencePlan sequence, long number, long highest) {
    if (number <= highest) {
      throw new TargetException(
          "the sequence "
              + sequence.name()
              + " gave "
              + number
              + ", which may be in use, as the highest is "
              + highest
              + "; look at its skip range");
    }
  }
}
