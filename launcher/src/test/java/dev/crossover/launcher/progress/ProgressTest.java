package dev.crossover.launcher.progress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final SteppedClock clock = new SteppedClock();

  @Test
  void aLineTellsRateAndTimeOfArrival() {
    LineProgress progress = new LineProgress(new PrintStream(out, true, UTF_8), clock);

    progress.note("BULK_LOADING");
    progress.show(List.of(Reading.count("rows", 1_000, 10_000, "rows")));
    clock.step(Duration.ofSeconds(5));
    progress.show(
        List.of(Reading.count("rows", 6_000, 10_000, "rows"), Reading.gauge("lag", "0.4 s")));

    assertThat(out.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            BULK_LOADING
              rows: 1,000 of 10,000 rows, 10 %
              rows: 6,000 of 10,000 rows, 60 %, 1,000/s, ETA 4.0 s; lag: 0.4 s
            """);
  }

  @Test
  void nothingOfNothingIsNoPercentage() {
    LineProgress progress = new LineProgress(new PrintStream(out, true, UTF_8), clock);

    progress.show(List.of(Reading.count("bulk load", 0, 0, "rows")));

    assertThat(out.toString(UTF_8)).isEqualToNormalizingNewlines("  bulk load: 0 of 0 rows\n");
  }

  @Test
  void linesAreSecondsApart() {
    LineProgress progress = new LineProgress(new PrintStream(out, true, UTF_8), clock);

    for (int i = 0; i < 100; i++) {
      progress.show(List.of(Reading.count("rows", i, "rows")));
      clock.step(Duration.ofMillis(100));
    }

    assertThat(out.toString(UTF_8).lines()).hasSize(2);
  }

  @Test
  void aBlockIsErasedBeforeItIsDrawnAgainAndNeverWraps() throws IOException {
    // Not a pseudo-terminal: its pump may be closed before it has passed everything on.
    try (Terminal terminal =
        new DumbTerminal("test", "ansi", new ByteArrayInputStream(new byte[0]), out, UTF_8)) {
      terminal.setSize(new Size(30, 10));
      BlockProgress progress = new BlockProgress(terminal, clock);
      progress.show(List.of(Reading.gauge("a", "1"), Reading.gauge("b", "x".repeat(100))));
      clock.step(Duration.ofSeconds(1));
      progress.show(List.of(Reading.gauge("a", "2")));
      progress.close();
    }

    String text = out.toString(UTF_8).replace("\r\n", "\n");
    assertThat(text).contains("\u001b[2A\r\u001b[J  a ").endsWith("\u001b[1A\r\u001b[J");
    assertThat(text.lines().filter(line -> line.contains("xx")))
        .singleElement()
        .satisfies(line -> assertThat(line).hasSize(29));
  }

  @Test
  void durationsReadWell() {
    assertThat(List.of(850L, 12_400L, 185_000L, 7_620_000L))
        .extracting(millis -> Durations.text(Duration.ofMillis(millis)))
        .containsExactly("850 ms", "12.4 s", "3m 05s", "2h 07m");
  }

  private static final class SteppedClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void step(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
