package dev.crossover.engine.target;

import dev.crossover.engine.journal.Phase;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Whether one writer may write for the one migration that it was opened for. A target asks inside
 * every transaction.
 *
 * @param migrationId the migration that the target had when the writer was opened; empty if none
 *     had begun
 * @param epoch the one state of the journal in which it may write; empty if its phases alone count
 */
public record MigrationWrites(
    MigrationWriter writer, Optional<String> migrationId, OptionalLong epoch) {
  /** Writes in whatever state of the journal has one of the writer's phases. */
  public MigrationWrites(MigrationWriter writer, Optional<String> migrationId) {
    this(writer, migrationId, OptionalLong.empty());
  }

  /**
   * What the journal says in the transaction that writes.
   *
   * @param migrationId empty if no migration has begun
   * @param epoch 0 if no migration has begun
   */
  public record Now(Optional<String> migrationId, Phase phase, long epoch) {}

  public boolean areAllowed(Now now) {
    return migrationId.equals(now.migrationId())
        && writer.mayWriteIn(now.phase())
        && isSameEpoch(now);
  }

  private boolean isSameEpoch(Now now) {
    return epoch.isEmpty() || epoch.getAsLong() == now.epoch();
  }

  /**
   * @throws WritesEndedException if they are not allowed
   */
  public void require(Now now) {
    if (!migrationId.equals(now.migrationId())) {
      throw WritesEndedException.ofAnotherMigration(writer, now.phase());
    }
    writer.require(now.phase());
    if (!isSameEpoch(now)) {
      throw WritesEndedException.ofAnotherEpoch(writer, now.phase());
    }
  }
}
