package dev.crossover.launcher.live;

import dev.crossover.engine.capture.ChangeStream;
import dev.crossover.engine.changes.LogPosition;
import dev.crossover.engine.source.SourceLog.Mark;
import dev.crossover.engine.target.AppliedChanges;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * Whether everything up to a position of the source has arrived on the target, while more follows.
 *
 * <p>The order of the looks makes this right: first the stream must say that it has emitted up to
 * the position; only then are the files listed that have to be applied. Files that come later do
 * not matter. For one thread.
 */
public final class AppliedUpTo {
  private final LogPosition mark;
  private final BooleanSupplier sentinelSeen;
  private final ChangeStream stream;
  private final AppliedChanges applied;
  private Optional<Set<String>> waitingFor = Optional.empty();

  public AppliedUpTo(LogPosition mark, ChangeStream stream, AppliedChanges applied) {
    this(mark, () -> true, stream, applied);
  }

  /** Waits for a sentinel's row on the target as well. */
  AppliedUpTo(Mark sentinel, ChangeStream stream, AppliedChanges applied) {
    this(sentinel.position(), () -> sentinel.isSeen(applied::hasSentinel), stream, applied);
  }

  private AppliedUpTo(
      LogPosition mark, BooleanSupplier sentinelSeen, ChangeStream stream, AppliedChanges applied) {
    this.mark = mark;
    this.sentinelSeen = sentinelSeen;
    this.stream = stream;
    this.applied = applied;
  }

  /** Looks again; once true it stays true. */
  public boolean reached() {
    if (waitingFor.isEmpty() && emitted() && sentinelSeen.getAsBoolean()) {
      waitingFor = Optional.of(new HashSet<>(applied.unappliedFiles()));
    } else {
      waitingFor.filter(files -> !files.isEmpty()).ifPresent(this::dropApplied);
    }
    return waitingFor.filter(Set::isEmpty).isPresent();
  }

  private boolean emitted() {
    return stream.status().emitted().filter(position -> position.isAtLeast(mark)).isPresent();
  }

  private void dropApplied(Set<String> files) {
    files.retainAll(applied.unappliedFiles());
  }
}
