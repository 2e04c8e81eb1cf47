package dev.crossover.launcher.workflow;

import dev.crossover.contract.Settings;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.journal.AlreadyRunningException;
import dev.crossover.engine.journal.Journal;
import dev.crossover.engine.journal.JournalEntry;
import dev.crossover.engine.journal.Lease;
import dev.crossover.engine.journal.LeaseRenewal;
import dev.crossover.engine.journal.Owner;
import dev.crossover.engine.target.TargetStore;
import dev.crossover.engine.time.Timing;
import dev.crossover.launcher.fence.Unfencing;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gives the right to change a migration to one process at a time, and to none with other settings
 * than it was begun with; tells its state to all.
 */
public final class MigrationLock {
  private static final String INSTANCE = UUID.randomUUID().toString();

  private final String target;
  private final TargetStore store;
  private final Supplier<Journal> journal;
  private final Supplier<Unfencing> unfencing;
  private final Timing timing;
  private final RecordedSettings settings;

  /**
   * @param target the address of the target, which {@code store} makes
   * @param journal made only once the target's database exists
   * @param unfencing made only when it is asked for: it needs the source
   */
  public MigrationLock(
      String target,
      TargetStore store,
      Supplier<Journal> journal,
      Supplier<Unfencing> unfencing,
      Timing timing,
      Settings settings) {
    this.target = target;
    this.store = store;
    this.journal = journal;
    this.unfencing = unfencing;
    this.timing = timing;
    this.settings = RecordedSettings.of(settings);
  }

  /** The target's address. */
  String target() {
    return target;
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
  public boolean isOpen() {
    return store.hasJournal();
  }

  /**
   * Opens the source if a cutover fenced it and its journal is gone. Does nothing while there is a
   * journal.
   *
   * @return whether the source was fenced
   */
  public boolean unfenceIfJournalIsLost() {
    return !isOpen() && unfencing.get().afterLostJournal(target, this::isOpen);
  }

  /**
   * Opens the source if a cutover fenced it and works on it no more. Does nothing while a cutover
   * is at work, or has reached the journal.
   *
   * @return whether the source was fenced
   * @throws dev.crossover.contract.CrossoverException if source or target fail; it must be tried
   *     again
   */
  public boolean unfenceIfAbandoned() {
    if (!isOpen()) {
      return unfenceIfJournalIsLost();
    }
    if (!Unfencing.isNeeded(journal.get().read())) {
      return false;
    }
    try {
      return held(this::unfence);
    } catch (AlreadyRunningException alive) {
      return false;
    }
  }

  /** Makes the target's database and journal, unless they are there. */
  public void open() {
    store.create();
  }

  /**
   * Does work that changes the migration, with the lease held and renewed; first un-fences the
   * source if a cutover was killed in the fence.
   *
   * @throws AlreadyRunningException if another process works on it
   * @throws SettingsException if it was begun with other settings
   */
  public <T> T with(Function<Lease, T> work) {
    return held(
        lease -> {
          unfence(lease);
          keepSettings(lease);
          return work.apply(lease);
        });
  }

  /** As {@link #with}, for the cutover, which recovers by itself. */
  public <T> T withCutover(Function<Lease, T> work) {
    return held(
        lease -> {
          if (settings.refusal(lease.entry()).isPresent()) {
            unfence(lease);
          }
          keepSettings(lease);
          return work.apply(lease);
        });
  }

  /**
   * For who works without the lease.
   *
   * @throws SettingsException if the migration was begun with other settings
   */
  public void requireSameSettings() {
    look().ifPresent(this::requireSameSettings);
  }

  private void requireSameSettings(JournalEntry entry) {
    settings
        .refusal(entry)
        .ifPresent(
            refusal -> {
              throw refusal;
            });
  }

  private void keepSettings(Lease lease) {
    settings.news(lease.entry()).ifPresent(lease::note);
    requireSameSettings(lease.entry());
  }

  private boolean unfence(Lease lease) {
    return unfencing.get().afterAnotherProcess(lease, "an earlier command ended inside the fence");
  }

  private <T> T held(Function<Lease, T> work) {
    String host = host();
    Owner self = Owner.thisProcess(host);
    try (Lease lease = Lease.acquire(journal.get(), self, timing, owner -> owner.isGone(host));
        LeaseRenewal heartbeat = LeaseRenewal.of(lease)) {
      return work.apply(lease);
    }
  }

  /** This machine's name, as owners of leases carry it. */
  public static String host() {
    return host(System.getenv());
  }

  /**
   * Instances of a service on Cloud Run share a name and their process ids, so another one would
   * look like a process of this machine that has ended.
   */
  static String host(Map<String, String> environment) {
    String service = environment.get("K_REVISION");
    return service == null ? machine() : service + "/" + INSTANCE;
  }

  private static String machine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
