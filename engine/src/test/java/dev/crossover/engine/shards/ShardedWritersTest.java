package dev.crossover.engine.shards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.source.FakeWriters;
import dev.crossover.engine.source.OpenTransaction;
import dev.crossover.engine.source.Writers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShardedWritersTest {
  private final FakeWriters north = new FakeWriters();
  private final FakeWriters south = new FakeWriters();
  private final Writers writers =
      new ShardedWriters(Shards.of(Map.of("north", north, "south", south)));

  @Test
  void tellsTheSessionsOfEveryShardApartAndEndsTheOneThatIsMeant() {
    north.begin("17", "batch");
    south.begin("17", "shop");

    assertThat(writers.open())
        .extracting(OpenTransaction::name)
        .containsExactly("north/17", "south/17");
    writers.end(writers.open().get(1));

    assertThat(north.open()).hasSize(1);
    assertThat(south.open()).isEmpty();
  }

  @Test
  void aPreparedTransactionKeepsAnyNameItHas() {
    south.prepare("a/b", "app");

    assertThat(writers.open())
        .extracting(OpenTransaction::text)
        .first()
        .asString()
        .startsWith("prepared transaction 'south/a/b' of app");
  }
}
