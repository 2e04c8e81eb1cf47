package dev.crossover.engine.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Follows the stream in commit order. A source hands over whole transactions in the order of their
 * commits, so at the end of one, everything that committed up to there has come, and nothing else.
 */
final class CommitOrder {
  private Position emitted;
  private final Map<TableName, Long> open = new HashMap<>();
  private long openPassedOver;
  private long passedOver;
  private Map<TableName, Long> closed = new HashMap<>();
  private Optional<Position> lastChange = Optional.empty();
  private Optional<Emitted> point = Optional.empty();

  /**
   * @param emitted up to where events were counted before; what comes again is not counted twice
   */
  CommitOrder(Position emitted) {
    this.emitted = emitted;
  }

  void change(TableName movedTable) {
    open.merge(movedTable, 1L, Long::sum);
  }

  void passOver() {
    openPassedOver++;
  }

  /**
   * @param end the end of the transaction whose last change has come
   */
  void commit(Position end, Instant committed) {
    if (end.compareTo(emitted) > 0) {
      if (!open.isEmpty()) {
        lastChange = Optional.of(end);
        open.forEach((table, count) -> closed.merge(table, count, Long::sum));
      }
      passedOver += openPassedOver;
      emitted = end;
      point = Optional.of(new Emitted(end, lastChange, committed, closed, passedOver));
    }
    open.clear();
    openPassedOver = 0;
  }

  /** The newest point between two transactions, if there is one since the last call. */
  Optional<Emitted> takePoint() {
    Optional<Emitted> taken = point;
    point = Optional.empty();
    if (taken.isPresent()) {
      closed = new HashMap<>();
      lastChange = Optional.empty();
      passedOver = 0;
    }
    return taken;
  }
}
