package dev.crossover.platforms.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastWordsTest {
  @TempDir private Path folder;

  @Test
  void isTheErrorAndNotWhereItsLogIs() throws IOException {
    assertThat(
            LastWords.in(log("level=INFO started\ncrossover: cannot connect\nThe log is /log\n\n")))
        .contains("cannot connect");
  }

  @Test
  void isTheLastLineOfAProgramThatHasNotPrintedAnError() throws IOException {
    String old = "crossover: long ago\n" + "level=INFO working\n".repeat(20_000);

    assertThat(LastWords.in(log(old + "java.lang.OutOfMemoryError: heap\n")))
        .contains("java.lang.OutOfMemoryError: heap");
  }

  @Test
  void isNothingWhereNothingWasSaid() throws IOException {
    assertThat(LastWords.in(log(""))).isEmpty();
    assertThat(LastWords.in(folder.resolve("absent"))).isEmpty();
  }

  private Path log(String text) throws IOException {
    return Files.writeString(folder.resolve("log"), text);
  }
}
