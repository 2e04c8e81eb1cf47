package dev.crossover.launcher.cutover;

import dev.crossover.launcher.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The steps of a cutover as they go by. */
final class StepLog {
  private final Pace pace;
  private final Progress progress;
  private final List<CutoverReport.Step> steps = new ArrayList<>();

  StepLog(Pace pace, Progress progress) {
    this.pace = pace;
    this.progress = progress;
  }

  /** Something that is done, and can say in one line what it did. */
  @FunctionalInterface
  interface Work {
    String run() throws InterruptedException;
  }

  void step(String name, Work work) throws InterruptedException {
    Instant begin = pace.clock().instant();
    try {
      add(name, begin, true, work.run());
    } catch (RuntimeException | InterruptedException | Error e) {
      add(name, begin, false, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void add(String name, Instant begin, boolean done, String outcome) {
    long millis = Duration.between(begin, pace.clock().instant()).toMillis();
    steps.add(new CutoverReport.Step(name, millis, done, outcome));
    progress.note("cutover " + name + ": " + outcome + " (" + millis + " ms)");
  }

  List<CutoverReport.Step> steps() {
    return List.copyOf(steps);
  }
}
