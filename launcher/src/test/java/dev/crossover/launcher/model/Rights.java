package dev.crossover.launcher.model;

import dev.crossover.launcher.model.World.LateRights;
import dev.crossover.launcher.model.World.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Raising and lowering the fence: one transaction with the source's row of epochs; done, refused,
 * done with the answer lost, or on its way when nobody waits for it any more.
 */
final class Rights {
  private final World world;
  private final int number;
  private final Launcher self;
  private final Set<Flaw> flaws;
  private final List<Step<World>> steps;

  Rights(World world, int number, Set<Flaw> flaws, List<Step<World>> steps) {
    this.world = world;
    this.number = number;
    this.self = world.launchers().get(number);
    this.flaws = flaws;
    this.steps = steps;
  }

  void raise(At done, At failed) {
    boolean readsLate = flaws.contains(Flaw.RAISE_AT_THE_EPOCH_OF_THEN);
    change(
        "raises the fence",
        new LateRights(true, self.lease().epoch(), readsLate ? number : Entry.NOBODY),
        done,
        failed);
  }

  void lower(At done, At failed) {
    change(
        "lowers the fence",
        new LateRights(false, self.lease().epoch(), Entry.NOBODY),
        done,
        failed);
  }

  private void change(String what, LateRights rights, At done, At failed) {
    World changed = land(world, rights, flaws);
    boolean refused = isRefused(world, rights, flaws);
    if (refused) {
      add(what + ", which the source refuses", true, world.with(number, self.at(failed)));
    } else {
      add(what, true, changed.with(number, self.at(done)));
      add(what + ", the answer is lost", false, changed.with(number, self.at(failed)));
      add(what + ", the source does not answer", false, world.with(number, self.at(failed)));
    }
    if (world.lateRights().isEmpty()) {
      World onItsWay = world.withLateRights(Optional.of(rights));
      add(what + ", no answer yet", false, onItsWay.with(number, self.at(failed)));
    }
  }

  private static int epoch(World world, LateRights rights) {
    return rights.launcher() == Entry.NOBODY
        ? rights.epoch()
        : world.launchers().get(rights.launcher()).lease().epoch();
  }

  /** As {@code PostgresqlFence}: raised by a higher epoch only, lowered by no lower one. */
  private static boolean isRefused(World world, LateRights rights, Set<Flaw> flaws) {
    if (flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_SOURCE)) {
      return false;
    }
    int epoch = epoch(world, rights);
    return rights.raise()
        ? world.source().up() || world.source().epoch() >= epoch
        : world.source().epoch() > epoch;
  }

  /** The world after the transaction has come to its end, done or refused. */
  static World land(World world, LateRights rights, Set<Flaw> flaws) {
    return isRefused(world, rights, flaws)
        ? world
        : world.with(new Source(rights.raise(), epoch(world, rights)));
  }

  private void add(String what, boolean calm, World next) {
    steps.add(new Step<>("process " + number, what, calm, next));
  }
}
