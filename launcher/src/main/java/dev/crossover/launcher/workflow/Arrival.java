package dev.crossover.launcher.workflow;

import dev.crossover.engine.changes.Position;
import dev.crossover.launcher.cutover.AppliedChanges;
import dev.crossover.launcher.stream.ChangeStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whether everything up to a position of the source has arrived on the target, while more follows.
 *
 * <p>The order of the looks makes it true: first the stream must say that it has emitted up to the
 * position; only then are the files listed that have to be applied. Files that come later do not
 * matter. For one thread.
 */
final class Arrival {
  private final Position mark;
  private final ChangeStream stream;
  private final AppliedChanges applied;
  private Optional<Set<String>> waitingFor = Optional.empty();

  Arrival(Position mark, ChangeStream stream, AppliedChanges applied) {
    this.mark = mark;
    this.stream = stream;
    this.applied = applied;
  }

  /** Looks again; once true it stays true. */
  boolean reached() {
    if (waitingFor.isEmpty() && emitted()) {
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
