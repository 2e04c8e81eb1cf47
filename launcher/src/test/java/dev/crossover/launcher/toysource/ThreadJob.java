package dev.crossover.launcher.toysource;

import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.time.InterruptedWaitException;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.Optional;

/** A long part that runs in a thread, whichever part it is. */
final class ThreadJob implements Job, FenceWatchProcess {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Runnable work;
  private final Runnable end;
  private final State whenDone;
  private final State whenFailed;
  private Thread thread;
  private volatile boolean cancelled;
  private volatile Status status = Status.of(State.NOT_STARTED);

  private ThreadJob(Runnable work, Runnable end, State whenDone, State whenFailed) {
    this.work = work;
    this.end = end;
    this.whenDone = whenDone;
    this.whenFailed = whenFailed;
  }

  /** One that somebody must start again when it has failed. */
  static ThreadJob of(Runnable work) {
    return new ThreadJob(work, () -> {}, State.DONE, State.FAILED);
  }

  /** One that is started anew whenever it is asked for. */
  static ThreadJob again(Runnable work) {
    return new ThreadJob(work, () -> {}, State.NOT_STARTED, State.FAILED);
  }

  /**
   * One that is started again by itself when it has failed, as by the supervisor of a process.
   *
   * @param end asks the work to end
   */
  static ThreadJob supervised(Runnable work, Runnable end) {
    return new ThreadJob(work, end, State.DONE, State.RESTARTING);
  }

  @Override
  public synchronized void start() {
    if (status.state().goesOn() || status.state() == State.DONE) {
      return;
    }
    cancelled = false;
    status = Status.of(State.RUNNING);
    thread = new Thread(this::run, "part");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    do {
      runOnce();
    } while (status.state() == State.RESTARTING && isTimeForAnother());
  }

  private boolean isTimeForAnother() {
    try {
      Timing.real().pause(PAUSE);
      return !cancelled;
    } catch (InterruptedWaitException e) {
      return false;
    }
  }

  private void runOnce() {
    try {
      status = Status.of(State.RUNNING);
      work.run();
      status = Status.of(whenDone);
    } catch (RuntimeException e) {
      status = new Status(whenFailed, Optional.of(String.valueOf(e)), Optional.empty());
    }
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public synchronized void cancel() {
    if (status.state().goesOn()) {
      cancelled = true;
      end.run();
      thread.interrupt();
      join();
      if (status.state() == State.RESTARTING) {
        status = new Status(State.FAILED, status.detail(), Optional.empty());
      }
    }
  }

  private void join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    cancel();
  }
}
