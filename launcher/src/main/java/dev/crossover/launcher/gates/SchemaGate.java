package dev.crossover.launcher.gates;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.schema.SourceSchema;
import java.util.List;
import java.util.function.Supplier;

/** The source's tables are still as they were when the target was planned. */
record SchemaGate(SourceSchema planned, Supplier<SourceSchema> now) implements GateCheck {
  @Override
  public String name() {
    return "source-schema";
  }

  @Override
  public Gate look() {
    List<String> changes = planned.changesTo(now.get());
    return new Gate(
        name(),
        changes.isEmpty() ? "unchanged" : changes.stream().limit(5).collect(joining("; ")),
        "unchanged since the schema step",
        changes.isEmpty(),
        "undo the change, or start a new migration: what was moved follows the old schema");
  }
}
