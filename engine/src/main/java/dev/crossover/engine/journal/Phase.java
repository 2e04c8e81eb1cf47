package dev.crossover.engine.journal;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a migration stands. The legal moves are {@link #next}, and nothing else orders phases. */
public enum Phase {
  PLANNED,
  CAPTURING,
  BULK_LOADING,
  APPLYING,
  /** Caught up but for the lag; with a fence record still in the journal, to be un-fenced first. */
  READY,
  /** The fence may be in place; its record is in the journal. */
  FENCED,
  CAUGHT_UP,
  VERIFIED,
  /** The point of no return is passed: what is left is only ever rolled forward. */
  JOURNALLED,
  SWITCHED,
  COMPLETED;

  private static final Map<Phase, Set<Phase>> MOVES = moves();

  private static Map<Phase, Set<Phase>> moves() {
    Map<Phase, Set<Phase>> moves = new EnumMap<>(Phase.class);
    moves.put(PLANNED, EnumSet.of(CAPTURING));
    moves.put(CAPTURING, EnumSet.of(BULK_LOADING, APPLYING));
    moves.put(BULK_LOADING, EnumSet.of(APPLYING));
    moves.put(APPLYING, EnumSet.of(READY));
    moves.put(READY, EnumSet.of(FENCED));
    moves.put(FENCED, EnumSet.of(CAUGHT_UP, READY));
    moves.put(CAUGHT_UP, EnumSet.of(VERIFIED, READY));
    moves.put(VERIFIED, EnumSet.of(JOURNALLED, READY));
    moves.put(JOURNALLED, EnumSet.of(SWITCHED));
    moves.put(SWITCHED, EnumSet.of(COMPLETED));
    moves.put(COMPLETED, EnumSet.noneOf(Phase.class));
    return moves;
  }

  private static final Set<Phase> PAST_THE_JOURNAL = EnumSet.of(JOURNALLED, SWITCHED, COMPLETED);

  /** The phases that may come directly after this one. */
  public Set<Phase> next() {
    return Set.copyOf(MOVES.get(this));
  }

  public boolean mayBecome(Phase other) {
    return MOVES.get(this).contains(other);
  }

  /** Whether the source may be fenced and can still be given back. */
  public boolean isRevocable() {
    return this != APPLYING && mayBecome(READY);
  }

  /** Whether the target owns the data, so that only rolling forward is left. */
  public boolean isPastTheJournal() {
    return PAST_THE_JOURNAL.contains(this);
  }
}
