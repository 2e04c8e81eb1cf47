package dev.crossover.sources.postgresql.rows;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FetchSizeTest {
  @Test
  void beginsSmallAndGrowsToWhatIsAsked() {
    FetchSize fetch = new FetchSize(1_000);

    assertThat(fetch.rows()).isEqualTo(32);
    see(fetch, 32, 100);
    assertThat(fetch.rows()).isEqualTo(64);
    see(fetch, 2_000, 100);
    assertThat(fetch.rows()).isEqualTo(1_000);
    assertThat(new FetchSize(5).rows()).isEqualTo(5);
  }

  @Test
  void longRowsComeOneByOneUntilTheyAreForgotten() {
    FetchSize fetch = new FetchSize(1_000);
    see(fetch, 2_000, 100);

    see(fetch, 1, 1 << 20);
    assertThat(fetch.rows()).isEqualTo(4);
    see(fetch, 1, 1 << 30);
    assertThat(fetch.rows()).isEqualTo(1);
    see(fetch, 2_000, 100);
    assertThat(fetch.rows()).isEqualTo(1_000);
  }

  private static void see(FetchSize fetch, int rows, long characters) {
    for (int i = 0; i < rows; i++) {
      fetch.sawRow(characters);
    }
  }
}
