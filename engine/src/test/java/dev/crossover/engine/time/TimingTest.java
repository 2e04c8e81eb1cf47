package dev.crossover.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimingTest {
  @Test
  void saysWhatToDoWhenAWaitIsInterruptedAndStaysInterrupted() {
    Timing timing =
        new Timing(
            Clock.systemUTC(),
            duration -> {
              throw new InterruptedException();
            });
    assertThatThrownBy(() -> timing.pause(Duration.ofDays(1)))
        .isInstanceOf(InterruptedWaitException.class)
        .hasMessageContaining("run the command again");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFakeOneStandsStillUntilSomebodyWaits() {
    FakeTiming fake = new FakeTiming();
    Timing timing = fake.timing();
    var before = timing.now();
    assertThat(timing.now()).isEqualTo(before);
    timing.pause(Duration.ofSeconds(3));
    assertThat(timing.now()).isEqualTo(before.plusSeconds(3));
  }
}
