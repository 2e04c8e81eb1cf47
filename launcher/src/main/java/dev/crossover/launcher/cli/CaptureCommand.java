package dev.crossover.launcher.cli;

import ch.qos.logback.classic.Level;
import dev.crossover.engine.capture.Capture;
import dev.crossover.launcher.workflow.NextStep;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "capture",
    description =
        "Make the schema and start the change stream, in a process that outlives this command. With"
            + " --foreground be that process.")
final class CaptureCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = "--foreground",
      description = "Capture in this process until it is ended; the stream must have been started.")
  private boolean foreground;

  @Option(
      names = "--shard",
      description =
          "With --foreground, the shard whose changes are captured, if the source has any.")
  private String shard = "";

  private record Result(String stopped) {}

  @Override
  public Integer call() {
    return options.run(
        (wiring, progress) -> {
          if (foreground) {
            LogFile.onTerminal(Level.INFO);
            return capture(wiring.capture(shard));
          }
          var phase = wiring.migration(progress).capture();
          return PhaseAnswer.of(phase, NextStep.of(phase));
        });
  }

  private static Answer capture(Capture capture) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread stop =
        new Thread(
            () -> {
              capture.stop();
              await(ended);
            },
            "stop-capture");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      capture.run();
    } finally {
      ended.countDown();
    }
    return Answer.done(new Result("on request"), "");
  }

  /** The process must not end before the last change is in its file. */
  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
