package dev.crossover.launcher.cutover;

import dev.crossover.contract.TargetException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.schema.SequencePlan;
import dev.crossover.engine.source.SequenceValues;
import dev.crossover.engine.target.TargetSequences;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the target's sequences begin behind everything that is in use. The source is fenced, so
 * nothing grows while this looks.
 */
public final class SequenceHandOver implements CutoverStep {
  private final SequenceValues source;
  private final TargetSequences target;
  private final List<SequencePlan> sequences;
  private final long margin;

  /**
   * @param margin how far behind the highest number in use a sequence begins
   */
  public SequenceHandOver(
      SequenceValues source, TargetSequences target, List<SequencePlan> sequences, long margin) {
    this.source = source;
    this.target = target;
    this.sequences = List.copyOf(sequences);
    this.margin = margin;
  }

  @Override
  public String name() {
    return "sequences";
  }

  @Override
  public String plan() {
    return "let "
        + sequences.size()
        + " sequences of the target begin "
        + margin
        + " behind the highest number in use";
  }

  /** Why a sequence could not be handed over as things are now, one sentence each. */
  public List<String> refusals() {
    return sequences.stream()
        .filter(sequence -> used(sequence) > Long.MAX_VALUE - margin)
        .map(sequence -> nothingLeft(sequence, used(sequence)))
        .toList();
  }

  @Override
  public String run(Lease lease) {
    Map<SequencePlan, Long> used = new LinkedHashMap<>();
    sequences.forEach(sequence -> used.put(sequence, usedWithMargin(sequence)));
    target.begin(used);
    return sequences.size() + " sequences are handed over";
  }

  private long usedWithMargin(SequencePlan sequence) {
    long used = used(sequence);
    if (used > Long.MAX_VALUE - margin) {
      throw new TargetException(nothingLeft(sequence, used));
    }
    return used + margin;
  }

  private long used(SequencePlan sequence) {
    long used = target.highest(sequence);
    return sequence.source().increment() > 0
        ? Math.max(used, source.lastValue(sequence.source().name()))
        : used;
  }

  private static String nothingLeft(SequencePlan sequence, long used) {
    return "the sequence "
        + sequence.source().name()
        + " would have to go on behind "
        + used
        + ", and no number is left there";
  }
}
