package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerificationOptionsTest {
  @Test
  void refusesChunksWithoutRows() {
    assertThatThrownBy(() -> new VerificationOptions(0, 1, Duration.ZERO, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("chunkRows must be at least 1, got 0");
  }

  @Test
  void refusesToJudgeNoDifference() {
    assertThatThrownBy(() -> new VerificationOptions(1, 0, Duration.ZERO, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("recheckAttempts must be at least 1, got 0");
  }
}
