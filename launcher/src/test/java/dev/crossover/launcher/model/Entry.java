package dev.crossover.launcher.model;

import dev.crossover.engine.journal.Phase;

/**
 * The journal's row, or what a lease remembers of it.
 *
 * @param owner the number of a process, {@link #NOBODY}, or {@link #GONE}
 * @param fence whether it holds the record of a fence
 */
record Entry(Phase phase, int epoch, int owner, boolean fence) {
  static final int NOBODY = 8;

  /** A process that has ended; one of the same number is another owner. */
  static final int GONE = 9;

  static final Entry NONE = new Entry(Phase.PLANNED, 0, NOBODY, false);

  Entry in(Phase next) {
    if (!phase.mayBecome(next)) {
      throw new IllegalStateException(phase + " may not become " + next);
    }
    return new Entry(next, epoch, owner, fence);
  }

  Entry withFence(boolean present) {
    return new Entry(phase, epoch, owner, present);
  }

  Entry ownedBy(int process) {
    return new Entry(phase, epoch, process, fence);
  }

  Entry at(int newEpoch) {
    return new Entry(phase, newEpoch, owner, fence);
  }

  Entry without(int process) {
    return owner == process ? ownedBy(GONE) : this;
  }

  /** As {@code Unfencing.isNeeded}. */
  boolean needsUnfencing() {
    return phase.isRevocable() || (phase == Phase.READY && fence);
  }

  @Override
  public String toString() {
    return phase
        + "@"
        + epoch
        + (fence ? "+record" : "")
        + (owner == NOBODY ? "" : owner == GONE ? " of one gone" : " of " + owner);
  }
}
