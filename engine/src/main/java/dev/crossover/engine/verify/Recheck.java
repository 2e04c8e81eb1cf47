package dev.crossover.engine.verify;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.verify.encoding.ComparedKey;
import dev.crossover.engine.verify.encoding.EncodedRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Judges differences that were found while writes flow.
 *
 * <p>For each round: remember what live apply recorded of the keys, read the source rows (s1), take
 * a position above all that s1 could see and wait until it is applied, read the target rows (t),
 * read the source rows again (s2), and wait until all that s2 could see is applied too. If t is s1
 * or s2 the row is equal. Otherwise, if something was recorded of the key in between, an event was
 * on its way and the key is judged again in the next round. Otherwise no event explains the
 * difference, and it is definitive.
 */
final class Recheck {
  private final LiveChanges live;
  private final int attempts;
  private final Duration timeout;

  /**
   * @param attempts how many rounds a key may keep changing
   * @param timeout the longest wait for the applied watermark
   */
  Recheck(LiveChanges live, int attempts, Duration timeout) {
    this.live = live;
    this.attempts = attempts;
    this.timeout = timeout;
  }

  /** Receives the verdict of a key. */
  interface Listener {
    /** The rows are not the same and no event is on its way. */
    void differs(Optional<EncodedRow> source, List<EncodedRow> target);

    /** These keys could not be judged. */
    void unjudged(int keys, String reason);
  }

  /** The differences of one table that wait for a verdict. */
  static final class Candidates {
    private final LiveRows rows;
    private final Listener listener;
    private Collection<ComparedKey> keys;

    Candidates(LiveRows rows, Collection<ComparedKey> keys, Listener listener) {
      this.rows = rows;
      this.keys = new TreeSet<>(keys);
      this.listener = listener;
    }

    private void giveUp(String reason) {
      if (!keys.isEmpty()) {
        listener.unjudged(keys.size(), reason);
      }
      keys = List.of();
    }
  }

  /** Judges every candidate; a round serves all tables with one wait. */
  void judge(List<Candidates> tables) {
    List<Candidates> open = tables;
    for (int attempt = 1; attempt <= attempts && !open.isEmpty(); attempt++) {
      open = round(open);
    }
    String reason = "they changed in each of " + attempts + " rechecks";
    open.forEach(table -> table.giveUp(reason));
  }

  private List<Candidates> round(List<Candidates> tables) {
    List<Look> looks = tables.stream().map(Look::new).toList();
    looks.forEach(look -> look.attempt(look::readBefore));
    if (isStuck(tables)) {
      return List.of();
    }
    looks.forEach(look -> look.attempt(look::readAfter));
    if (tables.stream().allMatch(table -> table.keys.isEmpty()) || isStuck(tables)) {
      return List.of();
    }
    looks.forEach(look -> look.attempt(look::judge));
    return tables.stream().filter(table -> !table.keys.isEmpty()).toList();
  }

  private boolean isStuck(List<Candidates> tables) {
    Optional<String> reason = live.awaitWhatIsVisible(timeout);
    reason.ifPresent(why -> tables.forEach(table -> table.giveUp(why)));
    return reason.isPresent();
  }

  /** One table in one round. */
  private static final class Look {
    private final Candidates table;
    private Map<ComparedKey, String> marksBefore = Map.of();
    private Map<ComparedKey, EncodedRow> first = Map.of();
    private Map<ComparedKey, List<EncodedRow>> target = Map.of();
    private Map<ComparedKey, EncodedRow> second = Map.of();

    Look(Candidates table) {
      this.table = table;
    }

    void attempt(Runnable step) {
      try {
        step.run();
      } catch (CrossoverException e) {
        table.giveUp(e.getMessage());
      }
    }

    void readBefore() {
      marksBefore = table.rows.marks(table.keys);
      first = table.rows.source(table.keys);
    }

    void readAfter() {
      target = table.rows.target(table.keys);
      second = table.rows.source(table.keys);
      table.keys = table.keys.stream().filter(key -> !isEqual(key)).toList();
    }

    private boolean isEqual(ComparedKey key) {
      List<EncodedRow> found = target.getOrDefault(key, List.of());
      return same(found, Optional.ofNullable(first.get(key)))
          || same(found, Optional.ofNullable(second.get(key)));
    }

    private static boolean same(List<EncodedRow> target, Optional<EncodedRow> source) {
      return source
          .map(row -> target.size() == 1 && target.get(0).sameAs(row))
          .orElseGet(target::isEmpty);
    }

    void judge() {
      Map<ComparedKey, String> marksAfter = table.rows.marks(table.keys);
      List<ComparedKey> again = new ArrayList<>();
      for (ComparedKey key : table.keys) {
        Optional<String> before = Optional.ofNullable(marksBefore.get(key));
        if (before.equals(Optional.ofNullable(marksAfter.get(key)))) {
          table.listener.differs(
              Optional.ofNullable(second.get(key)), target.getOrDefault(key, List.of()));
        } else {
          again.add(key);
        }
      }
      table.keys = again;
    }
  }
}
