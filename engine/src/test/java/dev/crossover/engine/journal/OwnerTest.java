package dev.crossover.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.processes.ProcessStart;
import org.junit.jupiter.api.Test;

class OwnerTest {
  private final Owner self = Owner.thisProcess("here");

  @Test
  void readsItsOwnText() {
    assertThat(Owner.parse(self.toString())).isEqualTo(self);
  }

  @Test
  void isNotGoneWhileItsProcessLives() {
    assertThat(self.isGone("here")).isFalse();
  }

  @Test
  void isGoneWhenAnotherProcessHasItsId() {
    Owner earlier = new Owner("here", self.pid(), new ProcessStart("boot:1"), "earlier");

    assertThat(earlier.isGone("here")).isTrue();
  }

  @Test
  void isNotKnownToBeGoneOnAnotherHost() {
    Owner elsewhere = new Owner("there", self.pid(), new ProcessStart("boot:1"), "earlier");

    assertThat(elsewhere.isGone("here")).isFalse();
  }
}
