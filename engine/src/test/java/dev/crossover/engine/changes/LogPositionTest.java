package dev.crossover.engine.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LogPositionTest {
  private static LogPosition north(long position) {
    return LogPosition.ofShards(Map.of("north", LogPosition.of(position, 0)));
  }

  private static LogPosition both(long north, long south) {
    return LogPosition.ofShards(
        Map.of("north", LogPosition.of(north, 0), "south", LogPosition.of(south, 0)));
  }

  @Test
  void isAtLeastAnotherOnlyIfItIsSoInEveryShard() {
    assertThat(both(5, 5).isAtLeast(both(5, 4))).isTrue();
    assertThat(both(5, 3).isAtLeast(both(5, 4))).isFalse();
    assertThat(both(9, 3).isAtLeast(both(5, 4))).isFalse();
    assertThat(both(5, 1).isAtLeast(north(5))).isTrue();
    assertThat(north(9).isAtLeast(both(5, 4))).as("nothing is known of the south").isFalse();
  }

  @Test
  void isAtLeastAnotherInAShardWhateverTheOthersAre() {
    assertThat(both(1, 4).isAtLeastInAShard(both(5, 4))).isTrue();
    assertThat(both(4, 3).isAtLeastInAShard(both(5, 4))).isFalse();
    assertThat(north(4).isAtLeastInAShard(both(5, 4))).isFalse();
  }

  @Test
  void theLowestIsTheLowestOfEveryShard() {
    assertThat(LogPosition.lowest(List.of(both(5, 4), both(3, 9), north(7)))).contains(both(3, 4));
    assertThat(LogPosition.lowest(List.of())).isEmpty();
    assertThat(LogPosition.lowest(List.of(LogPosition.of(-1L, 0), LogPosition.of(3, 5))))
        .as("compared as unsigned")
        .contains(LogPosition.of(3, 5));
  }

  @Test
  void isWrittenAsOneTextAndReadAgain() {
    LogPosition whole = LogPosition.of(-1L, 7);

    assertThat(whole).hasToString("18446744073709551615.7");
    assertThat(both(5, 4)).hasToString("north=5.0,south=4.0");
    assertThat(LogPosition.parse(whole.toString())).isEqualTo(whole);
    assertThat(LogPosition.parse("north=5.0,south=4.0")).isEqualTo(both(5, 4));
    assertThatThrownBy(() -> LogPosition.parse("north"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("major.minor, got north");
  }

  @Test
  void isShownWithTheNamesOfItsShardsIfItHasAny() {
    assertThat(PositionText.PLAIN.of(LogPosition.of(3, 5))).isEqualTo("3.5");
    assertThat(PositionText.PLAIN.of(both(3, 5))).isEqualTo("north 3.0, south 5.0");
  }

  @Test
  void isSomewhere() {
    assertThatThrownBy(() -> new LogPosition(new TreeMap<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got none");
    assertThatThrownBy(() -> both(1, 2).whole()).isInstanceOf(IllegalStateException.class);
  }
}
