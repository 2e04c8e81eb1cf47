package dev.crossover.engine.target;

import dev.crossover.engine.journal.Phase;
import java.util.Optional;

/**
 * Whether one writer may write for the one migration that it was opened for. A target asks inside
 * every transaction.
 *
 * @param migrationId the migration that the target had when the writer was opened; empty if none
 *     had begun
 */
public record MigrationWrites(MigrationWriter writer, Optional<String> migrationId) {
  /**
   * What the journal says in the transaction that writes.
   *
   * @param migrationId empty if no migration has begun
   */
  public record Now(Optional<String> migrationId, Phase phase) {}

  public boolean areAllowed(Now now) {
    return migrationId.equals(now.migrationId()) && writer.mayWriteIn(now.phase());
  }

  /**
   * @throws WritesEndedException if they are not allowed
   */
  public void require(Now now) {
    if (!migrationId.equals(now.migrationId())) {
      throw WritesEndedException.ofAnotherMigration(writer, now.phase());
    }
    writer.require(now.phase());
  }
}
