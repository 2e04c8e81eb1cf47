package dev.crossover.launcher.workflow;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;

/**
 * What a migration does in one phase. Running a step again, also after it was killed anywhere in
 * it, is safe and does not repeat what is done.
 */
public interface Step {
  /** The phase in which the step runs. */
  Phase phase();

  /**
   * Does the phase's work and, as its last act, moves the migration on.
   *
   * @throws GateNotMetException if the migration may not move on yet
   */
  void run(Lease lease);

  /**
   * Does the step's part of a handoff that nobody waits for: what is left once the bulk job has
   * ended, and the start of the live job.
   *
   * @throws GateNotMetException if the migration may not move on yet
   */
  default void handOver(Lease lease) {
    run(lease);
  }

  /**
   * Shows again that what the step brought about still holds; asked when the migration stands in
   * the phase after it.
   */
  default void confirm(Lease lease) {}
}
