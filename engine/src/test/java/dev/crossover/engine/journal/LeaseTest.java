package dev.crossover.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.engine.processes.ProcessStart;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private static final Owner OWNER = new Owner("host", 1, new ProcessStart("boot:2"), "one");
  private static final Owner OTHER = new Owner("there", 2, new ProcessStart("boot:3"), "two");

  private final TestClock clock = new TestClock();
  private final Journal journal = new FakeJournal(clock);
  private final List<String> renewals = new ArrayList<>();

  /** Renews the lease from another thread in the middle of a change of the state. */
  private final class RenewedMeanwhile implements Journal {
    private Lease lease;

    @Override
    public JournalEntry read() {
      return journal.read();
    }

    @Override
    public JournalEntry replace(JournalEntry known, JournalEntry next) {
      if (lease != null) {
        Thread heartbeat = new Thread(() -> renewals.add("renewed " + lease.renew()));
        heartbeat.start();
        join(heartbeat);
      }
      return journal.replace(known, next);
    }

    @Override
    public boolean renew(Owner owner, Instant expires) {
      renewals.add("wrote");
      return journal.renew(owner, expires);
    }

    @Override
    public List<JournalEntry> history() {
      return journal.history();
    }

    private static void join(Thread thread) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void aRenewalDoesNotCollideWithAChangeThatRenewsTheLeaseToo() {
    RenewedMeanwhile meanwhile = new RenewedMeanwhile();
    Lease lease = Lease.acquire(meanwhile, OWNER, clock.timing(), owner -> false);
    meanwhile.lease = lease;

    lease.note(Map.of("a", "b"));

    assertThat(renewals).containsExactly("renewed true");
    assertThat(journal.read().details()).containsEntry("a", "b");
  }

  @Test
  void renewsWhileNothingIsChanged() {
    Lease lease = Lease.acquire(journal, OWNER, clock.timing(), owner -> false);
    clock.advance(Lease.LENGTH.dividedBy(2));

    assertThat(lease.renew()).isTrue();

    assertThat(journal.read().leaseExpires()).contains(clock.instant().plus(Lease.LENGTH));
  }

  @Test
  void leavesALeaseOfAnotherClockToWhoeverRenewsIt() {
    Lease.acquire(journal, OWNER, clock.timing(), owner -> false);
    clock.set(Duration.ofHours(-1));
    Timing whileItIsRenewed =
        new Timing(
            clock,
            clock::elapsed,
            time -> {
              clock.advance(time);
              journal.renew(OWNER, clock.instant().plus(Duration.ofHours(1)).plus(Lease.LENGTH));
            });

    assertThatThrownBy(() -> Lease.acquire(journal, OTHER, whileItIsRenewed, owner -> false))
        .isInstanceOf(AlreadyRunningException.class);
  }

  @Test
  void takesALeaseOfAnotherClockThatNobodyRenews() {
    Lease.acquire(journal, OWNER, clock.timing(), owner -> false);
    clock.set(Duration.ofHours(-1));

    assertThat(Lease.acquire(journal, OTHER, clock.timing(), owner -> false).entry().owner())
        .contains(OTHER);
    assertThat(clock.elapsed()).isEqualTo(Lease.LENGTH);
  }
}
