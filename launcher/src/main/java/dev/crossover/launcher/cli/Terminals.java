package dev.crossover.launcher.cli;

import dev.crossover.launcher.progress.BlockProgress;
import dev.crossover.launcher.progress.LineProgress;
import dev.crossover.launcher.progress.Progress;
import java.io.IOException;
import java.time.Clock;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;

/** Finds out whether a person looks at stderr, where progress goes. */
public final class Terminals {
  private Terminals() {}

  /** One updating block on a terminal, plain lines otherwise. */
  public static Progress progress() {
    Clock clock = Clock.systemUTC();
    try {
      Terminal terminal =
          TerminalBuilder.builder()
              .system(true)
              .systemOutput(SystemOutput.SysErr)
              .dumb(true)
              .nativeSignals(false)
              .build();
      if (!terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return new BlockProgress(terminal, clock);
      }
    } catch (IOException noTerminal) {
      return new LineProgress(System.err, clock);
    }
    return new LineProgress(System.err, clock);
  }
}
