package dev.crossover.engine.apply;

import dev.crossover.engine.apply.FileTally.Failure;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.deadletters.DeadLetter;
import java.time.Instant;
import java.util.Optional;

/** Makes the dead letters of live apply. */
final class ApplyLetters {
  private ApplyLetters() {}

  static DeadLetter letter(
      String path, Failure failure, int attempt, PositionText positions, Instant now) {
    ChangeRecord record = failure.record();
    return new DeadLetter(
        DeadLetter.idOf(path, record.index()),
        DeadLetter.Origin.APPLY,
        path,
        record.index(),
        table(record),
        record.raw().get(),
        failure.reason(),
        position(record).map(positions::of),
        attempt,
        now);
  }

  private static Optional<String> table(ChangeRecord record) {
    return record instanceof ChangeRecord.Change change
        ? Optional.of(change.event().table().toString())
        : ((ChangeRecord.Unreadable) record).table().map(Object::toString);
  }

  private static Optional<Position> position(ChangeRecord record) {
    return record instanceof ChangeRecord.Change change
        ? Optional.of(change.event().position().change())
        : ((ChangeRecord.Unreadable) record).position();
  }
}
