package dev.crossover.engine.capture;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A point between two transactions, in commit order, and what came since the point before.
 *
 * @param position the end of the newest transaction before the point
 * @param lastChange the end of the newest of them that changed a moved table; empty for none
 * @param committed when the newest of them committed
 * @param passedOver what came in them and changed no row
 */
record Emitted(
    Position position,
    Optional<Position> lastChange,
    Instant committed,
    Map<TableName, Long> events,
    long passedOver) {}
