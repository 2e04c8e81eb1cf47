package dev.crossover.engine.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.changes.Position;
import dev.crossover.engine.schema.TableName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommitOrderTest {
  private static final TableName TABLE = new TableName("public", "t");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final CommitOrder order = new CommitOrder(new Position(10, 0));

  @Test
  void givesNoPointBeforeATransactionHasEnded() {
    order.change(TABLE);

    assertThat(order.takePoint()).isEmpty();
  }

  @Test
  void sumsUpTheTransactionsSinceTheLastPoint() {
    order.change(TABLE);
    order.commit(new Position(20, 0), NOON);
    order.change(TABLE);
    order.passOver();
    order.commit(new Position(30, 0), NOON);
    order.commit(new Position(40, 0), NOON.plusSeconds(1));

    assertThat(order.takePoint())
        .contains(
            new Emitted(
                new Position(40, 0),
                Optional.of(new Position(30, 0)),
                NOON.plusSeconds(1),
                Map.of(TABLE, 2L),
                1));
    assertThat(order.takePoint()).isEmpty();
  }

  @Test
  void countsNothingAgainThatWasEmittedBefore() {
    order.change(TABLE);
    order.passOver();
    order.commit(new Position(10, 0), NOON);

    assertThat(order.takePoint()).isEmpty();
    order.commit(new Position(20, 0), NOON);
    assertThat(order.takePoint())
        .contains(new Emitted(new Position(20, 0), Optional.empty(), NOON, Map.of(), 0));
  }

  @Test
  void tellsPlacesApartByTheirMinorNumber() {
    order.change(TABLE);
    order.commit(new Position(10, 1), NOON);

    assertThat(order.takePoint()).map(Emitted::position).contains(new Position(10, 1));
  }
}
