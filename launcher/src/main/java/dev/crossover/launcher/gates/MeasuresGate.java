package dev.crossover.launcher.gates;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.platform.Measure;
import java.util.List;
import java.util.function.Supplier;

/** What the platform measures by itself is known, and within its limits. */
record MeasuresGate(Supplier<List<Measure>> measures) implements GateCheck {
  @Override
  public String name() {
    return "platform-measures";
  }

  @Override
  public Gate look() {
    List<Measure> limited =
        measures.get().stream().filter(measure -> measure.limit().isPresent()).toList();
    return new Gate(
        name(),
        limited.isEmpty()
            ? "nothing to measure"
            : limited.stream()
                .map(measure -> measure.name() + " " + measure.text())
                .collect(joining(", ")),
        limited.isEmpty()
            ? "known and within its limits"
            : limited.stream().map(MeasuresGate::limit).collect(joining(", ")),
        limited.stream().allMatch(Measure::isMet),
        "wait until it is measured and small enough, or see why it is not: crossover status");
  }

  private static String limit(Measure measure) {
    return "%s at most %,.0f %s"
        .formatted(measure.name(), measure.limit().orElseThrow(), measure.unit());
  }
}
