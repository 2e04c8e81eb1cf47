package dev.crossover.engine.verify;

import java.time.Duration;
import java.util.Optional;

/**
 * What verification must know of the change stream while writes flow. Without it, two rows that
 * differ may only be a change on its way.
 */
public interface LiveChanges {
  /**
   * Asks whether the source answers and its changes still come to the target.
   *
   * @throws dev.crossover.contract.CrossoverException if it does not, or what brings them has ended
   */
  void requireMoving();

  /**
   * Waits until every change that a read made before this call could see is committed on the
   * target, also one whose commit is not yet on the source's disk: not parked and not a dead
   * letter.
   *
   * @return why not, if it was not so within the timeout
   * @throws dev.crossover.contract.CrossoverException if what brings changes has ended
   */
  Optional<String> awaitWhatIsVisible(Duration timeout);
}
