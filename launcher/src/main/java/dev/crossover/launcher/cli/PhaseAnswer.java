package dev.crossover.launcher.cli;

import dev.crossover.engine.journal.Phase;

/** The answer of a command that takes a migration to another phase. */
record PhaseAnswer(String phase, String next) {
  static Answer of(Phase phase, String next) {
    return Answer.done(new PhaseAnswer(phase.name(), next), phase + "\n" + next);
  }
}
