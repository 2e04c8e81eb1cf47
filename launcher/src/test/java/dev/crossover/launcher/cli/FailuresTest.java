package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  @Fault(
      kind = Fault.Kind.DISK_FULL,
      fault = "disk full",
      moment = "a command writes a file",
      outcome = "exit code 34, what to do, no stack trace")
  void callsAFullDiskNoBugAndSaysWhatToDo() {
    UncheckedIOException full =
        new UncheckedIOException(
            "cannot write schema/report.txt in /srv/bucket: No space left on device",
            new IOException("No space left on device"));

    Answer answer = Failures.storage(full, Optional.empty());

    assertThat(answer.exit().number()).isEqualTo(34);
    assertThat(answer.text())
        .isEqualTo(
            "crossover: cannot write schema/report.txt in /srv/bucket: No space left on device;"
                + " make room or repair the disk, then run the command again");
  }
}
