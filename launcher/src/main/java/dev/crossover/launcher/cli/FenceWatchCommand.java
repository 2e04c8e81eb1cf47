package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.contract.ExitCode;
import dev.crossover.engine.time.InterruptedWaitException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "fence-watch",
    hidden = true,
    description = "Un-fence the source if the process of a cutover dies before the journal.")
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
          } catch (InterruptedWaitException e) {
            return new Answer(ExitCode.ABORTED, new Result(false), "interrupted");
          }
        });
  }
}
