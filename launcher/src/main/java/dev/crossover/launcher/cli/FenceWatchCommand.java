package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.launcher.cutover.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "fence-watch",
    hidden = true,
    description = "Give the source back if the process of a cutover dies before the journal.")
final class FenceWatchCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  private record Result(boolean unfenced) {}

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          LogFile.onTerminal(Level.INFO);
          try {
            boolean unfenced = wiring.fenceWatch().run();
            return Answer.done(new Result(unfenced), unfenced ? "un-fenced" : "nothing to do");
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer(ExitCode.ABORTED, new Result(false), "interrupted");
          }
        });
  }
}
