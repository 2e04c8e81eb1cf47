package dev.crossover.launcher.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SourceException;
import dev.crossover.engine.bucket.InMemoryBucket;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.ledger.ChangeFolder;
import dev.crossover.launcher.world.InMemoryWorld;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamProofTest {
  private final InMemoryWorld world = new InMemoryWorld();
  private final InMemoryBucket written = new InMemoryBucket();

  private StreamProof proof() {
    return new StreamProof(world.source, () -> new ChangeFolder(written, "changes/"), world.timing);
  }

  @Test
  void asksNothingOfAStreamThatSaysHowFarItIs() {
    assertThat(proof().of(world.stream)).isEmpty();
  }

  @Test
  void waitsUntilASentinelHasComeThroughTheStream() {
    assertThat(world.run()).isEqualTo(Phase.READY);
    world.stream.tellsHowFar = false;
    Instant begun = world.clock.instant();
    world.beforeTick =
        () -> {
          if (Duration.between(begun, world.clock.instant()).toSeconds() > 60) {
            written.write("changes/crossover_sentinel/2026/01/01/00/00/a.avro", new byte[0]);
          }
        };

    assertThat(proof().of(world.stream)).isPresent();
    assertThat(world.clock.instant()).isAfter(begun.plusSeconds(60));
  }

  @Test
  void takesNoSentinelOfAnEarlierAttemptForItsOwn() {
    assertThat(world.run()).isEqualTo(Phase.READY);
    world.stream.tellsHowFar = false;
    written.write("changes/crossover_sentinel/2026/01/01/00/00/earlier.avro", new byte[0]);

    assertThatThrownBy(() -> proof().of(world.stream))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no row of crossover.sentinel has come through it in 15 minutes");
  }

  @Test
  void refusesAStreamThatCarriesOtherTablesOnly() {
    assertThat(world.run()).isEqualTo(Phase.READY);
    world.stream.tellsHowFar = false;
    written.write("changes/shop_sale/2026/01/01/00/00/a.avro", new byte[0]);

    assertThatThrownBy(() -> proof().of(world.stream))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no row of crossover.sentinel has come through it in 15 minutes")
        .hasMessageContaining("writes below changes/crossover_sentinel/");
  }

  @Test
  void doesNotWaitForAStreamThatHasEnded() {
    assertThat(world.run()).isEqualTo(Phase.READY);
    world.stream.tellsHowFar = false;
    world.stream.die();

    assertThatThrownBy(() -> proof().of(world.stream))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("does not run any more");
  }
}
