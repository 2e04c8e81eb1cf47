package dev.crossover.launcher.workflow;

import dev.crossover.launcher.cutover.FenceRecovery;
import dev.crossover.launcher.journal.Heartbeat;
import dev.crossover.launcher.journal.Journal;
import dev.crossover.launcher.journal.JournalEntry;
import dev.crossover.launcher.journal.Lease;
import dev.crossover.launcher.journal.Owner;
import dev.crossover.launcher.journal.SpannerJournal;
import dev.crossover.launcher.target.TargetPlace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Gives the right to change a migration to one process at a time, and tells its state to all. */
public final class LeaseDesk {
  private final TargetPlace place;
  private final Supplier<Journal> journal;
  private final FenceRecovery recovery;
  private final Clock clock;

  /**
   * @param journal made only once the target's database exists
   */
  public LeaseDesk(
      TargetPlace place, Supplier<Journal> journal, FenceRecovery recovery, Clock clock) {
    this.place = place;
    this.journal = journal;
    this.recovery = recovery;
    this.clock = clock;
  }

  /** Where the migration stands; empty if nobody has begun it. */
  public Optional<JournalEntry> look() {
    return isOpen() ? Optional.of(journal.get().read()) : Optional.empty();
  }

  /** Every state so far, oldest first. */
  public List<JournalEntry> history() {
    return isOpen() ? journal.get().history() : List.of();
  }

  /** Whether the target has a journal. */
  boolean isOpen() {
    return place.hasTable(SpannerJournal.TABLE);
  }

  /** Makes the target's database and journal, unless they are there. */
  void open() {
    place.create();
    place.makeTables(SpannerJournal.ddl());
  }

  /**
   * Does work that changes the migration, with the lease held and renewed; first gives the source
   * back if a cutover was killed in the fence.
   *
   * @throws dev.crossover.launcher.journal.AlreadyRunningException if another process works on it
   */
  public <T> T with(Function<Lease, T> work) {
    return withCutover(
        lease -> {
          recovery.recover(lease, "an earlier command ended inside the fence");
          return work.apply(lease);
        });
  }

  /** As {@link #with}, for the cutover, which recovers by itself. */
  public <T> T withCutover(Function<Lease, T> work) {
    String host = host();
    Owner self = Owner.thisProcess(host);
    try (Lease lease = Lease.acquire(journal.get(), self, clock, owner -> owner.isGone(host));
        Heartbeat heartbeat = Heartbeat.of(lease)) {
      return work.apply(lease);
    }
  }

  /** This machine's name, as owners of leases carry it. */
  public static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
