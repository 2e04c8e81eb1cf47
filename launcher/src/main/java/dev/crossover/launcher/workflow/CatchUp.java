package dev.crossover.launcher.workflow;

import dev.crossover.launcher.jobs.Job;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Phase;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.progress.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Starts the live job, once, and waits until the target is as close to the source as the cutover
 * gate asks: a change made now is applied within the lag that the settings allow.
 */
public final class CatchUp implements Step {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Job job;
  private final LiveSide live;
  private final Duration maxLag;
  private final Progress progress;
  private final Waiting waiting;
  private final Clock clock;

  public CatchUp(
      Job job, LiveSide live, Duration maxLag, Progress progress, Waiting waiting, Clock clock) {
    this.job = job;
    this.live = live;
    this.maxLag = maxLag;
    this.progress = progress;
    this.waiting = waiting;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.APPLYING;
  }

  @Override
  public void run(Lease lease) {
    // Kept before the job starts: a launcher that is killed between the two must not load again.
    if (!lease.entry().details().containsKey(Facts.LIVE_STARTED)) {
      lease.note(Map.of(Facts.LIVE_STARTED, clock.instant().toString()));
    }
    job.start();
    await();
    lease.advance(Phase.APPLYING, Phase.READY, Map.of());
  }

  private void await() {
    Instant began = clock.instant();
    Arrival arrival = live.arrival();
    while (true) {
      Job.Status status = job.status();
      if (status.state() != Job.State.RUNNING) {
        throw new JobFailedException("the live job", status.detail().orElse("it is not running"));
      }
      progress.show(live.progress().readings());
      if (arrival.reached()) {
        Duration lag = Duration.between(began, clock.instant());
        if (lag.compareTo(maxLag) <= 0) {
          progress.note("live: a change reaches the target within " + Durations.text(lag));
          return;
        }
        began = clock.instant();
        arrival = live.arrival();
      }
      waiting.pause(LOOK);
    }
  }
}
