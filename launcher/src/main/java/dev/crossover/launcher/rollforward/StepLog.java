package dev.crossover.launcher.rollforward;

import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.progress.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps of a cutover as they go by. For one thread. */
public final class StepLog {
  private final Timing timing;
  private final Progress progress;
  private final List<StepReport> steps = new ArrayList<>();

  public StepLog(Timing timing, Progress progress) {
    this.timing = timing;
    this.progress = progress;
  }

  /** Something that is done, and can say in one line what it did. */
  @FunctionalInterface
  public interface Work {
    String run() throws InterruptedException;
  }

  public void step(String name, Work work) throws InterruptedException {
    Duration begin = timing.elapsed();
    try {
      add(name, begin, true, work.run());
    } catch (RuntimeException | InterruptedException | Error e) {
      add(name, begin, false, String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void add(String name, Duration begin, boolean done, String outcome) {
    long millis = timing.elapsed().minus(begin).toMillis();
    steps.add(new StepReport(name, millis, done, outcome));
    progress.note("cutover " + name + ": " + outcome + " (" + millis + " ms)");
  }

  public List<StepReport> steps() {
    return List.copyOf(steps);
  }
}
