package dev.crossover.launcher.gates;

import dev.crossover.engine.target.AppliedChanges;

/** Nobody has left an event aside that could not be applied. */
record DeadLettersGate(AppliedChanges applied) implements GateCheck {
  @Override
  public String name() {
    return "dead-letters";
  }

  @Override
  public Gate look() {
    long open = applied.openDeadLetters();
    return new Gate(
        name(),
        open + " open",
        "0",
        open == 0,
        "look at crossover dead-letters list, then retry or discard them");
  }
}
