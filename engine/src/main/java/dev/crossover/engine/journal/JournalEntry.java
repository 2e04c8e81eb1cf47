package dev.crossover.engine.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The state of a migration.
 *
 * @param migrationId tells this migration from any other that the same target had or will have; its
 *     epochs begin at 0 again, so an epoch alone says nothing
 * @param epoch rises by one with every change, renewals of the lease aside
 * @param owner who works on it
 * @param leaseExpires when the owner has lost it, unless it renews
 * @param planHash the plan that the cutover was approved for
 * @param fence how to undo the fence, as JSON; present from before the fence until after its end
 * @param details facts to keep, by name; a later fact of the same name replaces the earlier one
 */
public record JournalEntry(
    String migrationId,
    Phase phase,
    long epoch,
    Optional<Owner> owner,
    Optional<Instant> leaseExpires,
    Optional<String> planHash,
    Optional<String> fence,
    Map<String, String> details,
    Instant updatedAt) {
  public JournalEntry {
    details = Map.copyOf(details);
  }

  /** The state of a migration that nobody has begun: a new one each time. */
  public static JournalEntry first(Instant now) {
    return new JournalEntry(
        UUID.randomUUID().toString(),
        Phase.PLANNED,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        now);
  }

  /**
   * @throws IllegalStateException if the move is not legal, which is a bug
   */
  public JournalEntry in(Phase next) {
    if (!phase.mayBecome(next)) {
      throw new IllegalStateException(
          "a migration in phase " + phase + " may become " + phase.next() + ", not " + next);
    }
    return new JournalEntry(
        migrationId, next, epoch, owner, leaseExpires, planHash, fence, details, updatedAt);
  }

  public JournalEntry with(Map<String, String> facts) {
    Map<String, String> merged = new TreeMap<>(details);
    merged.putAll(facts);
    return new JournalEntry(
        migrationId, phase, epoch, owner, leaseExpires, planHash, fence, merged, updatedAt);
  }

  public JournalEntry withPlan(String hash) {
    return new JournalEntry(
        migrationId,
        phase,
        epoch,
        owner,
        leaseExpires,
        Optional.of(hash),
        fence,
        details,
        updatedAt);
  }

  public JournalEntry fencedBy(String record) {
    return new JournalEntry(
        migrationId,
        phase,
        epoch,
        owner,
        leaseExpires,
        planHash,
        Optional.of(record),
        details,
        updatedAt);
  }

  public JournalEntry unfenced() {
    return new JournalEntry(
        migrationId,
        phase,
        epoch,
        owner,
        leaseExpires,
        planHash,
        Optional.empty(),
        details,
        updatedAt);
  }

  public JournalEntry ownedBy(Owner newOwner, Instant expires) {
    return new JournalEntry(
        migrationId,
        phase,
        epoch,
        Optional.of(newOwner),
        Optional.of(expires),
        planHash,
        fence,
        details,
        updatedAt);
  }

  public JournalEntry released() {
    return new JournalEntry(
        migrationId,
        phase,
        epoch,
        Optional.empty(),
        Optional.empty(),
        planHash,
        fence,
        details,
        updatedAt);
  }

  /** This state as it is stored in the place of {@code known}. */
  public JournalEntry written(JournalEntry known, Instant now) {
    return new JournalEntry(
        known.migrationId,
        phase,
        known.epoch + 1,
        owner,
        leaseExpires,
        planHash,
        fence,
        details,
        now);
  }

  /** Whether {@code other} is this state of this migration, renewals of the lease aside. */
  public boolean isSameAs(JournalEntry other) {
    return isOfSameMigration(other) && epoch == other.epoch;
  }

  /** Whether {@code other} is a state of this migration, at whatever epoch. */
  public boolean isOfSameMigration(JournalEntry other) {
    return migrationId.equals(other.migrationId);
  }
}
