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
  private static final String IN_DOUBT =
      "a transaction inserted the row while another one deleted the row that had its key, and the"
          + " stream does not tell which committed last; the row is read again from the source by"
          + " itself, by `crossover run`, `verify` and `cutover`";

  private ApplyLetters() {}

  static Undelivered undelivered(
      String path, Failure failure, int attempt, PositionText positions) {
    return undelivered(DeadLetter.Origin.APPLY, path, failure, attempt, positions);
  }

  static Undelivered inDoubt(String path, ChangeRecord.Change change, PositionText positions) {
    return undelivered(
        DeadLetter.Origin.ORDER_IN_DOUBT, path, new Failure(change, IN_DOUBT), 1, positions);
  }

  private static Undelivered undelivered(
      DeadLetter.Origin origin, String path, Failure failure, int attempt, PositionText positions) {
    ChangeRecord record = failure.record();
    return new Undelivered(
        origin,
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
