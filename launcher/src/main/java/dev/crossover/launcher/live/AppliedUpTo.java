package dev.crossover.launcher.live;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.source.SourceLog;
import dev.crossover.engine.source.SourceLog.Mark;
import dev.crossover.engine.target.AppliedChanges;
import dev.crossover.engine.time.Timing;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Whether everything up to a position of the source has arrived on the target, while more follows.
 *
 * <p>The order of the looks makes this right: first the stream must have brought everything up to
 * the position into files; only then are the files listed that have to be applied. Files that come
 * later do not matter. A stream says that it has emitted up to there; of one that cannot, a
 * sentinel must have arrived and two rotations of files have passed since. For one thread.
 */
public final class AppliedUpTo {
  private final BooleanSupplier brought;
  private final AppliedChanges applied;
  private Optional<Set<String>> waitingFor = Optional.empty();

  private AppliedUpTo(BooleanSupplier brought, AppliedChanges applied) {
    this.brought = brought;
    this.applied = applied;
  }

  /**
   * Everything that is committed by now. Writes a sentinel if the stream cannot tell how far it is.
   *
   * @param rotations how long to wait once the sentinel has come
   */
  public static AppliedUpTo now(
      SourceLog log,
      ChangeStream stream,
      AppliedChanges applied,
      Duration rotations,
      Timing timing) {
    if (!stream.tellsHowFar()) {
      return withSentinel(log.mark(), stream, applied, rotations, timing);
    }
    LogPosition end = log.end();
    return new AppliedUpTo(() -> emitted(stream, end), applied);
  }

  /** As {@link #now}, of a sentinel, whose row must be on the target as well. */
  static AppliedUpTo withSentinel(
      Mark sentinel,
      ChangeStream stream,
      AppliedChanges applied,
      Duration rotations,
      Timing timing) {
    if (stream.tellsHowFar()) {
      return new AppliedUpTo(
          () -> emitted(stream, sentinel.position()) && sentinel.isSeen(applied::hasSentinel),
          applied);
    }
    Since arrived = new Since(() -> sentinel.isSeen(applied::hasSentinel), timing);
    return new AppliedUpTo(() -> arrived.lasts(rotations), applied);
  }

  /** Looks again; once true it stays true. */
  public boolean reached() {
    if (waitingFor.isEmpty() && brought.getAsBoolean()) {
      waitingFor = Optional.of(new HashSet<>(applied.unappliedFiles()));
    } else {
      waitingFor.filter(files -> !files.isEmpty()).ifPresent(this::dropApplied);
    }
    return waitingFor.filter(Set::isEmpty).isPresent();
  }

  private static boolean emitted(ChangeStream stream, LogPosition place) {
    return stream.status().emitted().filter(position -> position.isAtLeast(place)).isPresent();
  }

  private void dropApplied(Set<String> files) {
    files.retainAll(applied.unappliedFiles());
  }

  /** Something that stays true once it is. */
  private static final class Since {
    private final BooleanSupplier condition;
    private final Timing timing;
    private Optional<Duration> begun = Optional.empty();

    Since(BooleanSupplier condition, Timing timing) {
      this.condition = condition;
      this.timing = timing;
    }

    boolean lasts(Duration time) {
      if (begun.isEmpty() && condition.getAsBoolean()) {
        begun = Optional.of(timing.elapsed());
      }
      return begun.filter(since -> timing.elapsed().minus(since).compareTo(time) >= 0).isPresent();
    }
  }
}
