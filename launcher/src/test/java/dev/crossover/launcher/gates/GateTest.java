package dev.crossover.launcher.gates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private static final Gate MET = new Gate("lag", "3 ms", "at most 5 s", true, "wait");
  private static final Gate UNMET = new Gate("lag", "9 s", "at most 5 s", false, "wait");

  @Test
  void hasAHintOnlyWhileItIsNotMet() {
    assertThat(MET.hint()).isEmpty();
    assertThat(UNMET.hint()).isEqualTo("wait");
  }

  @Test
  void isOneLine() {
    assertThat(MET.text()).isEqualTo("lag: 3 ms");
    assertThat(UNMET.text()).isEqualTo("lag: 9 s, must be at most 5 s; wait");
  }

  @Test
  void nothingIsMetWhenThereIsNoGate() {
    assertThat(Gate.allMet(List.of())).isFalse();
    assertThat(Gate.allMet(List.of(MET))).isTrue();
    assertThat(Gate.allMet(List.of(MET, UNMET))).isFalse();
  }
}
