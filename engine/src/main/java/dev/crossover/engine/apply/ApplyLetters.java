package dev.crossover.engine.apply;

import dev.crossover.engine.apply.FileTally.Failure;
import dev.crossover.engine.changes.ChangeRecord;
import dev.crossover.engine.changes.Position;
import dev.crossover.engine.changes.PositionText;
import dev.crossover.engine.deadletters.DeadLetter;
import dev.crossover.engine.deadletters.Undelivered;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Makes the dead letters of live apply. */
final class ApplyLetters {
  private ApplyLetters() {}

  static Undelivered undelivered(
      String path, Failure failure, int attempt, PositionText positions) {
    ChangeRecord record = failure.record();
    return new Undelivered(
        DeadLetter.Origin.APPLY,
        path,
        record.index(),
        table(record),
        () -> record.raw().get().getBytes(StandardCharsets.UTF_8),
        failure.reason(),
        position(record).map(positions::of),
        attempt);
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
