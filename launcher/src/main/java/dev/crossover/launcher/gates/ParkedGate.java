package dev.crossover.launcher.gates;

import dev.crossover.engine.target.AppliedChanges;

/** No event waits for another one that does not come. */
record ParkedGate(AppliedChanges applied) implements GateCheck {
  @Override
  public String name() {
    return "parked";
  }

  @Override
  public Gate look() {
    int files = applied.parkedFiles();
    return new Gate(
        name(),
        files + " files",
        "0",
        files == 0,
        "wait: a parked event is applied, or becomes a dead letter, by itself");
  }
}
