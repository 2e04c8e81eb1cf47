package dev.crossover.launcher.gates;

import static java.util.stream.Collectors.toSet;

import dev.crossover.engine.schema.SourceSchema;
import dev.crossover.engine.schema.SourceSequence;
import dev.crossover.engine.schema.TableName;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Every sequence that a column draws from was known when the target was planned. */
record SequencesGate(SourceSchema planned, Supplier<SourceSchema> now) implements GateCheck {
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
    return new Gate(
        name(),
        unknown.isEmpty() ? known.size() + " planned" : "not planned: " + unknown,
        "all planned",
        unknown.isEmpty(),
        "drop the new sequence, or start a new migration");
  }
}
