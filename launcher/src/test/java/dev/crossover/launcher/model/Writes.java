package dev.crossover.launcher.model;

import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.model.World.LateWrite;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The journal's compare-and-set: done, refused, done with the answer lost, or on its way when
 * nobody waits for it any more.
 */
final class Writes {
  private final World world;
  private final int number;
  private final Launcher self;
  private final Set<Flaw> flaws;
  private final List<Step<World>> steps;

  Writes(World world, int number, Set<Flaw> flaws, List<Step<World>> steps) {
    this.world = world;
    this.number = number;
    this.self = world.launchers().get(number);
    this.flaws = flaws;
    this.steps = steps;
  }

  /**
   * Where the process goes on.
   *
   * @param refused it was certainly not written
   * @param unknown nobody knows whether it was, or will be
   * @param stale somebody else has the lease
   */
  record Then(UnaryOperator<Launcher> done, At refused, At unknown, At stale) {}

  /**
   * @param next carries the epoch that is expected
   */
  void replace(String what, Entry next, Then then) {
    add(what + ", which the target refuses", false, world.with(number, self.at(then.refused())));
    if (world.targetAnswers()) {
      answered(what, next, then);
    }
    onItsWay(what, new LateWrite(next, self.mark()), then);
  }

  private void answered(String what, Entry next, Then then) {
    if (!matches(world, next, flaws)) {
      add(what + ", but the epoch has moved", true, world.with(number, self.at(then.stale())));
      return;
    }
    LateWrite write = new LateWrite(next, self.mark());
    World written = land(world, write);
    Launcher knowing = self.knowing(written.journal());
    add(what, true, written.with(number, then.done().apply(knowing)));
    add(what + ", the answer is lost", false, written.with(number, self.at(then.unknown())));
  }

  private void onItsWay(String what, LateWrite write, Then then) {
    if (world.lateWrite().isEmpty() && matches(world, write.next(), flaws)) {
      World onItsWay = world.withLateWrite(Optional.of(write));
      add(what + ", no answer yet", false, onItsWay.with(number, self.at(then.unknown())));
    }
  }

  static boolean matches(World world, Entry next, Set<Flaw> flaws) {
    return world.journal().epoch() == next.epoch()
        || flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_JOURNAL);
  }

  /** The world with the write in it. A lost change is a fault of the moment. */
  static World land(World world, LateWrite write) {
    World written = world.with(write.next().at(world.journal().epoch() + 1));
    int owed = Math.max(write.owed(), world.rows().newest());
    return write.next().phase() == Phase.JOURNALLED
            && world.journal().phase() != Phase.JOURNALLED
            && Math.min(world.rows().applied(), world.rows().copied()) < owed
        ? written.broken("the target owns the data without change " + owed)
        : written;
  }

  /** {@code Unfencing.moveStoredEpochOn}: a write of its own may have been done all the same. */
  void rereadAndMoveEpoch(At next, At unanswered) {
    add("cannot read the journal", false, world.with(number, self.at(unanswered)));
    if (!world.targetAnswers()) {
      return;
    }
    if (world.journal().owner() != number) {
      add("reads that it has lost the lease", true, world.with(number, self.at(At.CLOSE)));
      return;
    }
    World reread = world.with(number, self.knowing(world.journal()));
    if (!world.journal().phase().isRevocable()) {
      add(
          "reads that the epoch has moved",
          true,
          reread.with(number, self.knowing(world.journal()).at(next)));
      return;
    }
    new Writes(reread, number, flaws, steps)
        .replace(
            "moves the epoch on",
            world.journal().in(Phase.READY),
            new Then(launcher -> launcher.at(next), unanswered, unanswered, At.CLOSE));
  }

  private void add(String what, boolean calm, World next) {
    steps.add(new Step<>("process " + number, what, calm, next));
  }
}
