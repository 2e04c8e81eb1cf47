package dev.crossover.launcher.model;

import dev.crossover.engine.journal.Phase;

/**
 * One process of the launcher.
 *
 * @param cutover whether its command is a cutover; else any other, or the fence watch
 * @param look which of the three looks at the end of the changes it is at
 * @param lease the journal as this process last knew it
 * @param first how many changes the source had at the first sentinel
 * @param mark how many it had at the newest one
 */
record Launcher(boolean cutover, At at, int look, Entry lease, int first, int mark) {
  static final Launcher NONE = new Launcher(false, At.ENDED, 0, Entry.NONE, 0, 0);

  boolean lives() {
    return at != At.ENDED;
  }

  Launcher at(At next) {
    return switch (next) {
      case ENDED -> NONE;
      case MARK,
          AWAIT_EMITTED,
          LIST,
          REFUSE_WRITERS,
          CATCH_UP,
          COPY_AGAIN,
          VERIFY,
          SEAL,
          WRITE_JOURNAL ->
          new Launcher(cutover, next, look, lease, first, mark);
      case MOVE_EPOCH,
          LOWER,
          CLEAR,
          ADVANCE,
          KEEP_RECORD,
          RAISE,
          DRAIN,
          ROLL_FORWARD,
          OWN_MOVE_EPOCH,
          OWN_LOWER,
          OWN_REREAD,
          OWN_CLEAR,
          CLOSE ->
          new Launcher(cutover, next, 0, lease, 0, 0);
    };
  }

  Launcher knowing(Entry entry) {
    return new Launcher(cutover, at, look, entry, first, mark);
  }

  /** Before a write that will be refused. */
  Launcher failing() {
    Entry stale = new Entry(Phase.FENCED, lease.epoch(), lease.owner(), true);
    return new Launcher(cutover, At.CATCH_UP, 0, stale, 0, 0);
  }

  /** At the beginning of a look. */
  Launcher looking(int number) {
    return new Launcher(cutover, At.MARK, number, lease, first, 0);
  }

  /** After a sentinel. */
  Launcher marked(int changes, At next) {
    return new Launcher(cutover, next, look, lease, look == 1 ? changes : first, changes);
  }

  /** After a look, of which only the first sentinel's place counts. */
  Launcher looked(At next, int nextLook) {
    return new Launcher(cutover, next, nextLook, lease, first, 0);
  }

  @Override
  public String toString() {
    return lives() ? (cutover ? "cutover " : "command ") + at + (look > 0 ? look : "") : "-";
  }
}
