package dev.crossover.engine.verify;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import java.time.Duration;
import java.util.Optional;

/**
 * What verification must know of the change stream while writes flow. Without it, two rows that
 * differ may only be a change on its way.
 */
public interface LiveChanges {
  /**
   * A position at or above every source transaction that is visible to a read made before this
   * call, also one whose commit is not yet on the source's disk.
   */
  Position mark();

  /** How people write positions of the source. */
  PositionText positions();

  /**
   * Asks whether changes still come to the target.
   *
   * @throws dev.crossover.contract.CrossoverException if what brings them has ended
   */
  void requireMoving();

  /**
   * Waits until every event at or below the position is committed on the target: not parked and not
   * a dead letter.
   *
   * @return false if that was not so within the timeout
   * @throws dev.crossover.contract.CrossoverException if what brings changes has ended
   */
  boolean awaitApplied(Position position, Duration timeout);

  /**
   * Waits until everything that a read made before this call could see is applied.
   *
   * @return why not, if it was not within the timeout
   */
  default Optional<String> awaitWhatIsVisible(Duration timeout) {
    Position position = mark();
    return awaitApplied(position, timeout)
        ? Optional.empty()
        : Optional.of(
            "changes up to "
                + positions().of(position)
                + " were not applied within "
                + timeout.toSeconds()
                + " s");
  }
}
