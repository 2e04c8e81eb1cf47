package dev.crossover.launcher.progress;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;

/** Progress for a person at a terminal: one block that is drawn again in place. */
public final class BlockProgress implements Progress {
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final String ERASE_TO_THE_END = "\u001b[J";
  private static final int NAME_WIDTH = 24;

  private final Terminal terminal;
  private final Clock clock;
  private final ReadingText text;
  private Instant next = Instant.MIN;
  private int drawn;

  public BlockProgress(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.text = new ReadingText(clock);
  }

  @Override
  public void note(String line) {
    erase();
    terminal.writer().println(line);
    terminal.flush();
    next = Instant.MIN;
  }

  @Override
  public void show(List<Reading> readings) {
    List<String> lines = new ArrayList<>();
    for (Reading reading : readings) {
      lines.add(("  %-" + NAME_WIDTH + "s %s").formatted(reading.name(), text.of(reading)));
    }
    if (clock.instant().isBefore(next)) {
      return;
    }
    next = clock.instant().plus(INTERVAL);
    draw(lines);
  }

  private void draw(List<String> lines) {
    erase();
    // A line that wraps, or a block higher than the screen, could not be erased again.
    int width = terminal.getWidth() > 0 ? terminal.getWidth() - 1 : 79;
    int height = terminal.getHeight() > 1 ? terminal.getHeight() - 1 : 23;
    List<String> shown = lines.subList(0, Math.min(lines.size(), height));
    for (String line : shown) {
      terminal.writer().println(new AttributedString(line).columnSubSequence(0, width));
    }
    drawn = shown.size();
    terminal.flush();
  }

  private void erase() {
    if (drawn > 0) {
      terminal.writer().print("\u001b[" + drawn + "A\r" + ERASE_TO_THE_END);
      drawn = 0;
    }
  }

  @Override
  public void close() {
    erase();
    terminal.flush();
  }
}
