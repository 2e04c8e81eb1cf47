package dev.crossover.sources.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.contract.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class CaptureEngineTest {
  private static String words(Throwable root) {
    return CaptureEngine.failed("stopped", new IllegalStateException(root)).getMessage();
  }

  @Test
  void saysWhichFileCannotBeWritten() {
    assertThat(
            words(
                new UncheckedIOException(
                    "cannot write changes/t in /work: No space left on device",
                    new IOException("No space left on device"))))
        .isEqualTo(
            "the change capture failed: cannot write changes/t in /work: No space left on device");
  }

  @Test
  void saysWhatToDoAboutARowThatFillsTheMemory() {
    assertThat(words(new OutOfMemoryError("Java heap space")))
        .startsWith("the change capture failed: a single row takes more memory than the ")
        .endsWith(
            "run the command again with more, such as _JAVA_OPTIONS=-Xmx4g in its environment");
  }

  @Test
  void endsWithAnExitCodeOfItsOwnWhenARowFillsTheMemory() {
    assertThat(
            CaptureEngine.failed("", new IllegalStateException(new OutOfMemoryError("heap")))
                .exitCode())
        .isEqualTo(ExitCode.OUT_OF_MEMORY);
    assertThat(CaptureEngine.failed("", new IllegalStateException("odd")).exitCode())
        .isEqualTo(ExitCode.SOURCE_ERROR);
  }

  @Test
  void saysTheRootOfWhatItDoesNotKnow() {
    assertThat(words(new IllegalArgumentException("odd")))
        .isEqualTo("the change capture failed: java.lang.IllegalArgumentException: odd");
  }
}
