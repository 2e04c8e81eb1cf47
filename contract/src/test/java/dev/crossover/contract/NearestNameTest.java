package dev.crossover.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("tables", "columns", "skip", "ship");

  @Test
  void givesTheNearestWordHoweverFarItIs() {
    assertThat(NearestName.of("tabels", KNOWN)).contains("tables");
    assertThat(NearestName.of("xyzxyzxyzxyz", List.of("skip"))).contains("skip");
    assertThat(NearestName.of("a", List.of())).isEmpty();
  }

  @Test
  void ofEquallyNearWordsItGivesTheFirstByLetters() {
    assertThat(NearestName.of("sip", KNOWN)).contains("ship");
  }

  @Test
  void hintsOnlyAtAWordThatIsNear() {
    assertThat(NearestName.hint("colums", KNOWN)).isEqualTo(", perhaps columns");
    assertThat(NearestName.hint("xyzxyzxyzxyz", KNOWN)).isEmpty();
  }
}
