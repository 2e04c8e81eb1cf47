package dev.crossover.engine.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProcessStartTest {
  private final long self = ProcessHandle.current().pid();
  private final ProcessStart start = ProcessStart.ofThisProcess();

  @Test
  void tellsAProcessFromAnotherOne() {
    assertThat(start.isOf(self)).isTrue();
    assertThat(start.isOf(1)).as("a process that began earlier").isFalse();
    assertThat(new ProcessStart(start.text() + "0").isOf(self)).as("a later one").isFalse();
  }

  @Test
  void isNotOfAProcessThatHasEnded() throws Exception {
    Process child = new ProcessBuilder("sleep", "60").start();
    ProcessStart ofChild = ProcessStart.of(child.pid()).orElseThrow();
    assertThat(ofChild.isOf(child.pid())).isTrue();

    child.destroyForcibly().waitFor();

    assertThat(ofChild.isOf(child.pid())).isFalse();
    assertThat(ProcessStart.of(child.pid())).isEmpty();
  }

  @Test
  void theShellSaysTheSame() throws IOException {
    Process shell =
        new ProcessBuilder("sh", "-c", ProcessStart.SHELL + "start_of $1", "sh", "" + self).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(new ProcessStart(said.strip()).isOf(self)).isTrue();
  }

  @Test
  void isOneWord() {
    assertThat(start.text()).doesNotContainAnyWhitespaces();
  }
}
