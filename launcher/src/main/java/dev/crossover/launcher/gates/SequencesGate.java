package dev.crossover.launcher.gates;

import static java.util.stream.Collectors.toSet;

import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Every sequence that a column draws from was known when the target was planned, and the target's
 * can go on behind what is used.
 *
 * @param refusals why a sequence cannot be handed over as things are now, one sentence each
 */
record SequencesGate(
    SourceSchema planned, Supplier<SourceSchema> now, Supplier<List<String>> refusals)
    implements GateCheck {
  private static final String LIMIT = "all planned, with numbers left";

  @Override
  public String name() {
    return "sequences";
  }

  @Override
  public Gate look() {
    Set<TableName> known = planned.sequences().stream().map(SourceSequence::name).collect(toSet());
    List<TableName> unknown =
        now.get().sequences().stream()
            .filter(sequence -> !sequence.feeds().isEmpty())
            .map(SourceSequence::name)
            .filter(name -> !known.contains(name))
            .toList();
    if (!unknown.isEmpty()) {
      return unmet("not planned: " + unknown, "drop the new sequence, or start a new migration");
    }
    List<String> refused = refusals.get();
    return refused.isEmpty()
        ? new Gate(name(), known.size() + " planned", LIMIT, true, "")
        : unmet(
            String.join("; ", refused),
            "give these rows other numbers, or take the default away from the column and start a"
                + " new migration");
  }

  private Gate unmet(String observed, String hint) {
    return new Gate(name(), observed, LIMIT, false, hint);
  }
}
