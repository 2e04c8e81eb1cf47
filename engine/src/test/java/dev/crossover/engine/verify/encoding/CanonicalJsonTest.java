package dev.crossover.engine.verify.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void keysAreSortedAndSpaceIsDropped() throws IOException {
    assertThat(CanonicalJson.of("{ \"b\" : [ true , null ] , \"a\" : { } }"))
        .isEqualTo("{\"a\":{},\"b\":[true,null]}");
  }

  @Test
  void numbersAreExact() throws IOException {
    assertThat(CanonicalJson.of("[1.0, 1, 10e-1, 1e3, -0.0, 0.1]")).isEqualTo("[1,1,1,1e3,0,1e-1]");
    assertThat(CanonicalJson.of("9007199254740993")).isEqualTo("9007199254740993");
    assertThat(CanonicalJson.of("1e1000000000")).isEqualTo("1e1000000000");
  }

  @Test
  void textIsEscapedInOneWay() throws IOException {
    assertThat(CanonicalJson.of("\"\u00e9\\u00e9\\/\\n\\ud800\""))
        .isEqualTo("\"\\u00e9\\u00e9/\\u000a\\ud800\"");
  }

  @Test
  void aTextIsNotTheNumberItSpells() throws IOException {
    assertThat(CanonicalJson.of("\"1\"")).isNotEqualTo(CanonicalJson.of("1"));
    assertThat(CanonicalJson.of("\"null\"")).isNotEqualTo(CanonicalJson.of("null"));
  }

  @Test
  void longNamesTextsAndNumbersAreRead() throws IOException {
    String name = "n".repeat(100_000);
    String digits = "1".repeat(100_000);
    assertThat(CanonicalJson.of("{\"%s\":%s}".formatted(name, digits)))
        .isEqualTo("{\"%s\":%s}".formatted(name, digits));
  }

  @Test
  void refusesAKeyThatStandsTwice() {
    assertThatThrownBy(() -> CanonicalJson.of("{\"a\":1,\"a\":1}")).isInstanceOf(IOException.class);
  }

  @Test
  void refusesWhatIsNotOneDocument() {
    assertThatThrownBy(() -> CanonicalJson.of("1 2")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> CanonicalJson.of("")).isInstanceOf(IOException.class);
  }
}
