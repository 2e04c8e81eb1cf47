package dev.crossover.launcher.progress;

import static java.util.stream.Collectors.joining;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Progress for a log or a pipe: a plain line every few seconds. */
public final class LineProgress implements Progress {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final PrintStream out;
  private final Clock clock;
  private final ReadingText text;
  private Instant next = Instant.MIN;

  public LineProgress(PrintStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
    this.text = new ReadingText(clock);
  }

  @Override
  public void note(String line) {
    out.println(line);
    next = Instant.MIN;
  }

  @Override
  public void show(List<Reading> readings) {
    List<String> lines =
        readings.stream().map(reading -> reading.name() + ": " + text.of(reading)).toList();
    if (clock.instant().isBefore(next)) {
      return;
    }
    next = clock.instant().plus(INTERVAL);
    out.println("  " + lines.stream().collect(joining("; ")));
  }

  @Override
  public void close() {
    out.flush();
  }
}
