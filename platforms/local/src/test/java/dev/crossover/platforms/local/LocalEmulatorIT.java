package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.TargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalEmulatorIT {
  @TempDir Path work;

  @Test
  void findsTheSameEmulatorAgain() {
    LocalEmulator first = new LocalEmulator(work);
    try {
      String host = first.locate("auto", Map.of()).orElseThrow();
      assertThat(SpannerEmulatorProcess.answers(host)).isTrue();
      assertThat(new LocalEmulator(work).locate("auto", Map.of())).contains(host);
    } finally {
      first.stop();
    }
  }

  @Test
  void refusesToReplaceAnEmulatorThatHeldTheTarget() {
    LocalEmulator emulator = new LocalEmulator(work);
    try {
      emulator.locate("auto", Map.of());
      new ChildProcess(work, "spanner-emulator").stop(Duration.ofSeconds(5));
      assertThatThrownBy(() -> emulator.locate("auto", Map.of()))
          .isInstanceOf(TargetException.class)
          .hasMessageContaining("has ended, and its data with it");
      emulator.forgetIfEnded();
      assertThat(emulator.locate("auto", Map.of())).isPresent();
    } finally {
      emulator.stop();
    }
  }

  @Test
  void refusesANamedEmulatorThatDoesNotAnswer() {
    int unused = SpannerEmulatorProcess.freePort();
    assertThatThrownBy(() -> new LocalEmulator(work).locate("127.0.0.1:" + unused, Map.of()))
        .isInstanceOf(TargetException.class)
        .hasMessage(
            "no Spanner emulator answers at 127.0.0.1:%d, which target.emulator names; start it"
                + " there",
            unused);
  }

  @Test
  void namesNoEmulatorForTheRealService() {
    assertThat(new LocalEmulator(work).locate("none", Map.of())).isEmpty();
  }
}
