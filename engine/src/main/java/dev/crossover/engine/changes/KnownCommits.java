package dev.crossover.engine.changes;

import java.util.Collection;
import java.util.Optional;

/**
 * What is known of the commits behind a key, where the stream does not tell their order.
 *
 * @param decided of the change that decided the row
 * @param lastInsert of all changes seen that may have waited, the one that committed last; empty if
 *     there was none
 */
public record KnownCommits(CommitTime decided, Optional<CommitTime> lastInsert) {
  /**
   * After more changes of the key.
   *
   * @param known so far
   * @param decided of the change that decides the row now; empty if the stream tells the order
   * @param seen of all changes that came
   */
  public static Optional<KnownCommits> after(
      Optional<KnownCommits> known, Optional<CommitTime> decided, Collection<CommitHint> seen) {
    Optional<CommitTime> last =
        seen.stream()
            .filter(CommitHint::mayHaveWaited)
            .map(CommitHint::time)
            .reduce(CommitTime::orLater);
    Optional<CommitTime> before = known.flatMap(KnownCommits::lastInsert);
    Optional<CommitTime> lastInsert =
        last.map(time -> before.map(time::orLater).orElse(time)).or(() -> before);
    return decided.map(time -> new KnownCommits(time, lastInsert));
  }

  /** Whether a row that was inserted may be there, although a delete has decided that none is. */
  public boolean leaveADeleteInDoubt() {
    return lastInsert.filter(insert -> insert.mayFollow(decided)).isPresent();
  }
}
