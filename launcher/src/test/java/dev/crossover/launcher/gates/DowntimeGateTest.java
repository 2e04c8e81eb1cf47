package dev.crossover.launcher.gates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.launcher.verify.FencedVerification;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DowntimeGateTest {
  private static final Duration ALLOWED = Duration.ofMinutes(5);

  private static Gate gate(Duration changed, Duration evidence) {
    FencedVerification verification =
        new FencedVerification() {
          @Override
          public Optional<Last> last() {
            return Optional.empty();
          }

          @Override
          public Optional<Estimate> estimate() {
            return Optional.of(new Estimate(Duration.ofMinutes(15), changed));
          }

          @Override
          public Outcome verify(Scope scope) {
            throw new AssertionError("a gate verifies nothing");
          }
        };
    return new DowntimeGate(verification, ALLOWED, () -> evidence).look();
  }

  @Test
  void allowsHalfOfTheDowntimeForTheVerification() {
    assertThat(gate(Duration.ofSeconds(150), Duration.ZERO).met()).isTrue();
    assertThat(gate(Duration.ofSeconds(151), Duration.ZERO).met()).isFalse();
    assertThat(gate(Duration.ofSeconds(1), Duration.ZERO).observed())
        .isEqualTo("900.0 s for every row, 1.0 s for those that changed");
  }

  @Test
  void countsWhatAStreamThatCannotTellIsWaitedFor() {
    assertThat(gate(Duration.ofSeconds(100), Duration.ofSeconds(200)).met()).isTrue();
    Gate late = gate(Duration.ofSeconds(1), Duration.ofSeconds(420));

    assertThat(late.met()).isFalse();
    assertThat(late.observed()).endsWith("1.0 s for those that changed, and 420 s for evidence");
    assertThat(late.hint()).contains("lower google_cloud.capture.rotation_seconds");
  }
}
