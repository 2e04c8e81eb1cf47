package dev.crossover.engine.apply;

import dev.crossover.contract.SettingsException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.ChangeFolder;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries a dead letter again, after somebody has removed its reason. Its record is applied with its
 * own position, so a newer change of the same key stays newer.
 */
public final class DeadLetterRetry {
  private final DeadLetters deadLetters;
  private final ApplyBatch batch;
  private final ChangeFolder files;
  private final DatastreamFormat format;

  /**
   * @param files the rest of a broken file is read from there again
   */
  public DeadLetterRetry(
      DeadLetters deadLetters, ApplyBatch batch, ChangeFolder files, DatastreamFormat format) {
    this.deadLetters = deadLetters;
    this.batch = batch;
    this.files = files;
    this.format = format;
  }

  /**
   * @param closed whether the dead letter does not block any more
   * @param detail what became of its record, or why it still cannot be applied
   */
  public record Outcome(boolean closed, String detail) {}

  /**
   * @param by who asked for it
   * @throws SettingsException if there is no such open dead letter, or it is one of the bulk load
   * @throws TargetException if the target does not work; the dead letter stays as it is
   */
  public Outcome retry(String id, String by) {
    DeadLetter letter = deadLetters.requireOpen(id);
    if (letter.origin() != DeadLetter.Origin.APPLY) {
      throw new SettingsException(
          "the dead letter %s comes from the bulk load and cannot be retried by itself; run the bulk load again, or once live apply runs update the row in the source and discard the dead letter"
              .formatted(id));
    }
    FileTally tally = batch.apply(List.of(content(letter))).get(letter.unit());
    List<FileTally.Failure> left = new ArrayList<>(tally.failures());
    left.addAll(tally.waiting());
    if (!left.isEmpty()) {
      String reason = left.get(0).reason();
      deadLetters.retriedWithoutSuccess(letter, by, reason);
      return new Outcome(false, reason);
    }
    String how =
        tally.appliedEvents() == 0
            ? "a newer change of the same key is on the target"
            : "applied at its position";
    deadLetters.applied(letter, by, how);
    return new Outcome(true, how);
  }

  private ChangeFile content(DeadLetter letter) {
    return format
        .readRaw(letter.unit(), letter.index(), letter.raw())
        .map((ChangeRecord record) -> new ChangeFile(letter.unit(), List.of(record)))
        .orElseGet(() -> format.read(letter.unit(), files.read(letter.unit())));
  }
}
