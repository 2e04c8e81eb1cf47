package dev.crossover.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictTest {
  @Test
  void aMismatchOutweighsWhatIsMissingAndThatOutweighsAPass() {
    assertThat(Verdict.PASS.and(Verdict.PASS)).isEqualTo(Verdict.PASS);
    assertThat(Verdict.PASS.and(Verdict.INCOMPLETE)).isEqualTo(Verdict.INCOMPLETE);
    assertThat(Verdict.INCOMPLETE.and(Verdict.PASS)).isEqualTo(Verdict.INCOMPLETE);
    assertThat(Verdict.INCOMPLETE.and(Verdict.MISMATCH)).isEqualTo(Verdict.MISMATCH);
    assertThat(Verdict.MISMATCH.and(Verdict.PASS)).isEqualTo(Verdict.MISMATCH);
  }
}
