package dev.crossover.engine.apply;

import java.util.Optional;
import java.util.function.Consumer;

/** Where the live job says how far it is, for other processes. */
public interface ApplyProgressRecord extends Consumer<ApplyProgress> {
  /** What the job said last; empty if it has said nothing yet. */
  Optional<ApplyProgress> read();
}
