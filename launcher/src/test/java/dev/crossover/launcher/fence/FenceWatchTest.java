package dev.crossover.launcher.fence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossover.engine.faults.Fault;
import dev.crossover.engine.journal.FakeJournal;
import dev.crossover.engine.journal.JournalDetails;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.journal.TestClock;
import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.source.FakeFence;
import dev.crossover.engine.source.FenceRecord;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FenceWatchTest {
  private static final Duration MAX_DOWNTIME = Duration.ofMinutes(5);

  private final TestClock clock = new TestClock();
  private final FakeJournal journal = new FakeJournal(clock);
  private final FakeFence fence = new FakeFence();

  private static Owner owner(String host, String id) {
    return new Owner(host, 1, new ProcessStart("boot:1"), id);
  }

  /** A cutover of a migration that has just begun raises its fence, and goes on. */
  private Lease cutOver(String id) {
    Lease lease = Lease.acquire(journal, owner("there", id), clock.timing(), owner -> true);
    for (Phase phase : List.of(Phase.CAPTURING, Phase.BULK_LOADING, Phase.APPLYING, Phase.READY)) {
      lease.advance(lease.entry().phase(), phase, Map.of());
    }
    FenceRecord record = fence.look().record();
    lease.change(entry -> entry.in(Phase.FENCED).fencedBy(record.json()));
    fence.raise(lease.entry().epoch(), "memory", record);
    return lease;
  }

  private FenceWatch watch(Timing timing) {
    return new FenceWatch(
        journal, new Unfencing(fence, timing), owner("here", "watch"), MAX_DOWNTIME, timing);
  }

  @Test
  void unfencesAfterACutoverThatRenewsItsLeaseNoMore() {
    cutOver("one");

    assertThat(watch(clock.timing()).run()).isTrue();

    assertThat(fence.isUp()).isFalse();
    assertThat(journal.read().details()).containsKey(JournalDetails.UNFENCED);
  }

  @Test
  @Fault(
      kind = Fault.Kind.STOPPED,
      fault = "the fence watch stands still, and its migration is given up and begun anew",
      moment = "the next migration's cutover is in the fence",
      outcome = "it ends, and leaves that cutover alone")
  void leavesTheCutoverOfTheNextMigrationAlone() {
    cutOver("one");
    Timing whileAnotherBegins =
        new Timing(
            clock,
            clock::elapsed,
            time -> {
              clock.advance(MAX_DOWNTIME.multipliedBy(2));
              journal.giveUp();
              fence.giveUp();
              fence.begin();
              cutOver("two");
            });

    assertThat(watch(whileAnotherBegins).run()).isFalse();

    assertThat(fence.isUp()).isTrue();
    assertThat(journal.read().owner()).contains(owner("there", "two"));
  }
}
