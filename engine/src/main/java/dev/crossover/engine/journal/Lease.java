package dev.crossover.engine.journal;

import dev.crossover.engine.time.Timing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one process to change a migration's state, until it is given back, expires or its
 * process ends. Every change is checked against the epoch, so whoever lost the lease cannot act.
 *
 * <p>{@link #renew} may be called from another thread than the rest.
 */
public final class Lease implements AutoCloseable {
  /** How long a lease holds; renew it at least three times as often. */
  public static final Duration LENGTH = Duration.ofSeconds(30);

  private static final Duration LOOK = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);

  private final Journal journal;
  private final Owner owner;
  private final Clock clock;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile JournalEntry entry;

  private Lease(Journal journal, Owner owner, Clock clock, JournalEntry entry) {
    this.journal = journal;
    this.owner = owner;
    this.clock = clock;
    this.entry = entry;
  }

  /**
   * Takes the lease if it is free, has expired, or its owner is gone.
   *
   * <p>A lease that would hold for longer than any lease was given by another clock than this one:
   * the clock was set back, or that of another machine is ahead. It has expired once nobody has
   * renewed it for its length, as time passes here; that is waited for.
   *
   * @param gone whether an owner's process is known to have ended
   * @throws AlreadyRunningException if somebody else holds it
   * @throws StaleEpochException if somebody else took it in this very moment
   */
  public static Lease acquire(Journal journal, Owner owner, Timing timing, Predicate<Owner> gone) {
    JournalEntry entry = journal.read();
    if (entry.owner().isPresent()) {
      Owner holder = entry.owner().get();
      Instant expires = entry.leaseExpires().orElse(Instant.MIN);
      if (timing.now().isBefore(expires)
          && !gone.test(holder)
          && !isOfAnotherClockAndExpired(journal, entry, expires, timing)) {
        throw new AlreadyRunningException(holder, expires);
      }
    }
    JournalEntry owned = journal.replace(entry, entry.ownedBy(owner, timing.now().plus(LENGTH)));
    return new Lease(journal, owner, timing.clock(), owned);
  }

  private static boolean isOfAnotherClockAndExpired(
      Journal journal, JournalEntry entry, Instant expires, Timing timing) {
    if (!expires.isAfter(timing.now().plus(LENGTH))) {
      return false;
    }
    LOG.info("lease=of-another-clock expires={} waiting-up-to={}", expires, LENGTH);
    Duration end = timing.elapsed().plus(LENGTH);
    while (timing.elapsed().compareTo(end) < 0) {
      timing.pause(LOOK);
      if (!journal.read().equals(entry)) {
        return false;
      }
    }
    return true;
  }

  public Owner owner() {
    return owner;
  }

  /** The state as this owner last wrote it. */
  public JournalEntry entry() {
    return entry;
  }

  /**
   * Moves the migration on.
   *
   * @throws StaleEpochException if this owner lost the lease
   * @throws IllegalStateException if the migration is not in {@code from}, or the move is illegal
   */
  public JournalEntry advance(Phase from, Phase to, Map<String, String> details) {
    if (entry.phase() != from) {
      throw new IllegalStateException(
          "the migration is in phase " + entry.phase() + ", not " + from);
    }
    return change(state -> state.in(to).with(details));
  }

  /** Keeps facts without a move. */
  public JournalEntry note(Map<String, String> details) {
    return change(state -> state.with(details));
  }

  /**
   * Any other change of the state; renews the lease too.
   *
   * @throws StaleEpochException if this owner lost the lease
   */
  public JournalEntry change(UnaryOperator<JournalEntry> change) {
    writing.lock();
    try {
      JournalEntry next = change.apply(entry).ownedBy(owner, clock.instant().plus(LENGTH));
      entry = journal.replace(entry, next);
      return entry;
    } finally {
      writing.unlock();
    }
  }

  /**
   * The stored state, for after a write whose outcome is not known.
   *
   * @throws StaleEpochException if this owner lost the lease
   */
  public JournalEntry reread() {
    JournalEntry stored = journal.read();
    if (!stored.owner().equals(Optional.of(owner))) {
      throw new StaleEpochException("this environment", entry, stored);
    }
    entry = stored;
    return entry;
  }

  /**
   * Does nothing while the state is being changed: that renews the lease too, and two writes of one
   * row at a time would only abort each other.
   *
   * @return false if this owner lost the lease
   */
  public boolean renew() {
    if (!writing.tryLock()) {
      return true;
    }
    try {
      return journal.renew(owner, clock.instant().plus(LENGTH));
    } finally {
      writing.unlock();
    }
  }

  /** Gives the lease back. If that fails it ends by itself, when it expires. */
  @Override
  public void close() {
    writing.lock();
    try {
      entry = journal.replace(entry, entry.released());
    } catch (StaleEpochException lost) {
      LOG.debug("lease=lost owner={}", owner);
    } catch (JournalException | OutcomeUnknownException e) {
      LOG.warn("lease=not-released owner={} reason=\"{}\"", owner, e.getMessage());
    } finally {
      writing.unlock();
    }
  }
}
