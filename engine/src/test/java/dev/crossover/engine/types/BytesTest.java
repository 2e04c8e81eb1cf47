package dev.crossover.engine.types;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {
  @Test
  void keepsACopyAndGivesCopies() {
    byte[] content = {1, 2};
    Bytes bytes = Bytes.of(content);
    content[0] = 9;
    bytes.toArray()[1] = 9;

    assertThat(bytes.toArray()).containsExactly(1, 2);
    assertThat(bytes.length()).isEqualTo(2);
    assertThat(bytes)
        .isEqualTo(Bytes.of(new byte[] {1, 2}))
        .hasSameHashCodeAs(Bytes.of(new byte[] {1, 2}));
  }

  @Test
  void comparesBytesAsUnsignedNumbers() {
    assertThat(Bytes.of((byte) -1)).isGreaterThan(Bytes.of((byte) 1));
    assertThat(Bytes.of((byte) 1)).isLessThan(Bytes.of((byte) 1, (byte) 0));
  }

  @Test
  void printsHexadecimalDigits() {
    assertThat(Bytes.of((byte) 0, (byte) -1)).hasToString("00ff");
  }
}
