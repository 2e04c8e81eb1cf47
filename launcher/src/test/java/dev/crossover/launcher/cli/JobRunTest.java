package dev.crossover.launcher.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.crossover.contract.SettingsException;
import dev.crossover.contract.SourceException;
import dev.crossover.contract.TargetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JobRunTest {
  @AfterEach
  void showLogsAgain() {
    LogFile.onTerminal(Level.INFO);
  }

  private static int exitCode(RuntimeException failure) {
    return JobRun.of(
            "bulk",
            () -> {
              throw failure;
            })
        .exit()
        .number();
  }

  @Test
  void endsWithTheCodeThatTellsWhoFailed() {
    assertThat(JobRun.of("bulk", () -> {}).exit().number()).isZero();
    assertThat(exitCode(new SettingsException("wrong"))).isEqualTo(2);
    assertThat(exitCode(new SourceException("gone"))).isEqualTo(30);
    assertThat(exitCode(new TargetException("gone"))).isEqualTo(31);
    assertThat(exitCode(new UncheckedIOException(new IOException("No space left")))).isEqualTo(34);
    assertThat(exitCode(new IllegalStateException("a bug"))).isEqualTo(1);
  }

  @Test
  void printsNothingAfterTheLastLineOfTheLog() {
    assertThat(
            JobRun.of(
                    "bulk",
                    () -> {
                      throw new SourceException("gone");
                    })
                .text())
        .isEmpty();
  }
}
