package dev.crossover.launcher.world;

import dev.crossover.engine.platform.Job;
import dev.crossover.launcher.status.Status;
import java.util.Optional;

/** A job that works whenever time passes. It outlives every launcher. */
public final class FakeJob implements Job {
  private State state = State.NOT_STARTED;
  private String detail = "";
  private int starts;

  @Override
  public void start() {
    if (state != State.DONE && state != State.RUNNING) {
      state = State.RUNNING;
      starts++;
    }
  }

  @Override
  public Status status() {
    return new Status(state, Optional.of(detail).filter(text -> !text.isEmpty()), Optional.empty());
  }

  @Override
  public void cancel() {
    if (state == State.RUNNING) {
      state = State.FAILED;
      detail = "was ended";
    }
  }

  /** It ends badly. */
  public void fail(String why) {
    state = State.FAILED;
    detail = why;
  }

  /** Its traces are deleted. */
  void forget() {
    state = State.NOT_STARTED;
    detail = "";
  }

  void finish() {
    state = State.DONE;
  }

  boolean isRunning() {
    return state == State.RUNNING;
  }

  /** How often it was started. */
  public int starts() {
    return starts;
  }
}
