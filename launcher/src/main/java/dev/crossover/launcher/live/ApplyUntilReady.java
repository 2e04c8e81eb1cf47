package dev.crossover.launcher.live;

import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.platform.Job;
import dev.crossover.engine.platform.JobFailedException;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.deadletters.OrderInDoubt;
import dev.crossover.launcher.progress.Durations;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.launcher.workflow.Step;
import java.time.Duration;
import java.util.Map;

/**
 * Starts the live job, once, and waits until the target is as close to the source as the cutover
 * gate asks: a sentinel written now is applied, with all before it, within the lag that the
 * settings allow.
 */
public final class ApplyUntilReady implements Step {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Job job;
  private final LiveState live;
  private final OrderInDoubt orderInDoubt;
  private final Duration maxLag;
  private final Progress progress;
  private final Timing timing;

  public ApplyUntilReady(
      Job job,
      LiveState live,
      OrderInDoubt orderInDoubt,
      Duration maxLag,
      Progress progress,
      Timing timing) {
    this.job = job;
    this.live = live;
    this.orderInDoubt = orderInDoubt;
    this.maxLag = maxLag;
    this.progress = progress;
    this.timing = timing;
  }

  @Override
  public Phase phase() {
    return Phase.APPLYING;
  }

  @Override
  public void run(Lease lease) {
    handOver(lease);
    await(lease);
    lease.advance(Phase.APPLYING, Phase.READY, Map.of());
  }

  @Override
  public void handOver(Lease lease) {
    // Kept before the job starts: a launcher that is killed between the two must not load again.
    if (!lease.entry().details().containsKey(JournalDetails.LIVE_STARTED)) {
      lease.note(Map.of(JournalDetails.LIVE_STARTED, timing.now().toString()));
    }
    job.start();
  }

  @Override
  public void confirm(Lease lease) {
    await(lease);
  }

  private void await(Lease lease) {
    Duration began = timing.elapsed();
    AppliedUpTo arrival = live.arrival();
    while (true) {
      // What this waits for may never come once another one has given the migration up.
      lease.reread();
      Job.Status status = job.status();
      if (!status.state().goesOn()) {
        throw new JobFailedException("the live job", status.detail().orElse("it is not running"));
      }
      live.requireRunningStream();
      progress.show(live.progress().readings());
      if (arrival.reached() && orderInDoubt.settle() == 0) {
        Duration lag = timing.elapsed().minus(began).minus(live.waitsFor());
        if (lag.compareTo(maxLag) <= 0) {
          progress.note("live: a change reaches the target within " + Durations.text(lag));
          return;
        }
        began = timing.elapsed();
        arrival = live.arrival();
      }
      timing.pause(LOOK);
    }
  }
}
