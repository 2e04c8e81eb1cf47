package dev.crossover.engine.apply;

import dev.crossover.contract.SettingsException;
import dev.crossover.contract.TargetException;
import dev.crossover.engine.apply.FileTally.Failure;
import dev.crossover.engine.changes.ChangeFile;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.DatastreamFormat;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.DeadLetters;
import dev.crossover.engine.ledger.ChangeFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tries a dead letter again, after somebody has removed its reason. Its record is applied with its
 * own position, so a newer change of the same key stays newer.
 */
public final class DeadLetterRetry {
  private static final String AS_IT_IS_NOW = "applied as the source has the row now";
  private static final String STILL_IN_DOUBT =
      "the row was read again, and a transaction that inserts it has committed since; retry";

  private final DeadLetters deadLetters;
  private final ApplyBatch batch;
  private final ChangeFolder files;
  private final DatastreamFormat format;
  private final PresentRow presentRow;

  /**
   * @param files the rest of a broken file is read from there again
   * @param presentRow for a change that can never be applied as it is, such as one with a column
   *     that its table has lost again
   */
  public DeadLetterRetry(
      DeadLetters deadLetters,
      ApplyBatch batch,
      ChangeFolder files,
      DatastreamFormat format,
      PresentRow presentRow) {
    this.deadLetters = deadLetters;
    this.batch = batch;
    this.files = files;
    this.format = format;
    this.presentRow = presentRow;
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
    if (letter.origin() == DeadLetter.Origin.BULK_LOAD) {
      throw new SettingsException(
          "the dead letter %s comes from the bulk load and cannot be retried by itself; run the bulk load again, or once live apply runs update the row in the source and discard the dead letter"
              .formatted(id));
    }
    FileTally asItCame = batch.apply(List.of(content(letter))).get(letter.unit());
    List<Failure> left = left(asItCame);
    if (left.isEmpty()) {
      return closed(letter, by, asItCame, "applied at its position");
    }
    Optional<FileTally> asItIsNow = applyPresentRows(letter.unit(), asItCame);
    if (asItIsNow.isPresent() && left(asItIsNow.get()).isEmpty()) {
      return closed(letter, by, asItIsNow.get(), AS_IT_IS_NOW);
    }
    String reason = left.get(0).reason();
    deadLetters.retriedWithoutSuccess(letter, by, reason);
    return new Outcome(false, reason);
  }

  private static List<Failure> left(FileTally tally) {
    List<Failure> left = notApplied(tally);
    tally.inDoubt().forEach(change -> left.add(new Failure(change, STILL_IN_DOUBT)));
    return left;
  }

  private static List<Failure> notApplied(FileTally tally) {
    List<Failure> left = new ArrayList<>(tally.failures());
    left.addAll(tally.waiting());
    return left;
  }

  private Outcome closed(DeadLetter letter, String by, FileTally tally, String applied) {
    String how =
        tally.appliedEvents() == 0 ? "a newer change of the same key is on the target" : applied;
    deadLetters.applied(letter, by, how);
    return new Outcome(true, how);
  }

  /** Empty if one of them is not about a row that can be read again. */
  private Optional<FileTally> applyPresentRows(String unit, FileTally asItCame) {
    List<ChangeRecord> present = new ArrayList<>();
    asItCame.inDoubt().forEach(change -> inDoubt(change).ifPresent(present::add));
    for (Failure failure : notApplied(asItCame)) {
      if (failure.record() instanceof ChangeRecord.Change change) {
        presentRow.of(change).ifPresent(present::add);
      }
    }
    return present.size() == left(asItCame).size()
        ? Optional.of(batch.apply(List.of(new ChangeFile(unit, present))).get(unit))
        : Optional.empty();
  }

  /** What decides the row is looked up first: what the source has then is at least as new. */
  private Optional<ChangeRecord.Change> inDoubt(ChangeRecord.Change change) {
    return batch
        .decided(change.event())
        .flatMap(decided -> presentRow.inThePlaceOf(decided, change));
  }

  private ChangeFile content(DeadLetter letter) {
    return format
        .readRaw(letter.unit(), letter.index(), raw(letter))
        .map((ChangeRecord record) -> new ChangeFile(letter.unit(), List.of(record)))
        .orElseGet(() -> format.read(letter.unit(), files.read(letter.unit())));
  }

  private String raw(DeadLetter letter) {
    try (InputStream in = deadLetters.raw(letter)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the record of dead letter " + letter.id(), e);
    }
  }
}
