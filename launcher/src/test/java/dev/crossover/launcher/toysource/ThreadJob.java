package dev.crossover.launcher.toysource;

import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.Job;
import java.util.Optional;

/** A long part that runs in a thread, whichever part it is. */
final class ThreadJob implements Job, FenceWatchProcess {
  private final Runnable work;
  private final Runnable end;
  private Thread thread;
  private volatile Status status = Status.of(State.NOT_STARTED);

  /**
   * @param end asks the work to end
   */
  ThreadJob(Runnable work, Runnable end) {
    this.work = work;
    this.end = end;
  }

  @Override
  public synchronized void start() {
    if (status.state() == State.RUNNING || status.state() == State.DONE) {
      return;
    }
    status = Status.of(State.RUNNING);
    thread = new Thread(this::run, "part");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      work.run();
      status = Status.of(State.DONE);
    } catch (RuntimeException e) {
      status = new Status(State.FAILED, Optional.of(String.valueOf(e)), Optional.empty());
    }
  }

  @Override
  public Status status() {
    return status;
  }

  @Override
  public synchronized void cancel() {
    if (status.state() == State.RUNNING) {
      end.run();
      thread.interrupt();
      join();
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
