package dev.crossover.launcher.model;

import dev.crossover.launcher.model.World.Act;
import dev.crossover.launcher.model.World.LateRights;
import dev.crossover.launcher.model.World.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What is done to the fence: one transaction with the source's row of epochs; done, refused, done
 * with the answer lost, or on its way when nobody waits for it any more.
 */
final class Rights {
  private final World world;
  private final Set<Flaw> flaws;
  private final List<Step<World>> steps;
  private final String actor;
  private final int number;

  Rights(World world, int number, Set<Flaw> flaws, List<Step<World>> steps) {
    this.world = world;
    this.number = number;
    this.actor = "process " + number;
    this.flaws = flaws;
    this.steps = steps;
  }

  /** Of the fence watch, whom the target does not answer. */
  Rights(World world, Set<Flaw> flaws, List<Step<World>> steps) {
    this.world = world;
    this.number = Entry.NOBODY;
    this.actor = "fence watch";
    this.flaws = flaws;
    this.steps = steps;
  }

  void raise(At done, At failed) {
    boolean readsLate = flaws.contains(Flaw.RAISE_AT_THE_EPOCH_OF_THEN);
    change(own(Act.RAISE, readsLate ? number : Entry.NOBODY), to(done), to(failed));
  }

  void lower(At done, At failed) {
    change(own(Act.LOWER, Entry.NOBODY), to(done), to(failed));
  }

  void seal(At done, At failed) {
    change(own(Act.SEAL, Entry.NOBODY), to(done), to(failed));
  }

  void lowerUnsealed() {
    change(
        new LateRights(Act.LOWER_UNSEALED, 0, Entry.NOBODY),
        UnaryOperator.identity(),
        UnaryOperator.identity());
  }

  private LateRights own(Act act, int launcher) {
    return new LateRights(act, world.launchers().get(number).lease().epoch(), launcher);
  }

  private UnaryOperator<World> to(At next) {
    return changed -> changed.with(number, changed.launchers().get(number).at(next));
  }

  private void change(LateRights rights, UnaryOperator<World> done, UnaryOperator<World> failed) {
    String what = rights.act().text();
    if (isRefused(world, rights, flaws)) {
      add(what + ", which the source refuses", true, failed.apply(world));
    } else {
      World changed = land(world, rights, flaws);
      add(what, true, done.apply(changed));
      add(what + ", the answer is lost", false, failed.apply(changed));
      add(what + ", the source does not answer", false, failed.apply(world));
    }
    if (world.lateRights().isEmpty()) {
      World onItsWay = world.withLateRights(Optional.of(rights));
      add(what + ", no answer yet", false, failed.apply(onItsWay));
    }
  }

  private static int epoch(World world, LateRights rights) {
    return rights.launcher() == Entry.NOBODY
        ? rights.epoch()
        : world.launchers().get(rights.launcher()).lease().epoch();
  }

  /**
   * As {@code PostgresqlFence}: raised by a higher epoch only, lowered and sealed by no lower one.
   */
  private static boolean isRefused(World world, LateRights rights, Set<Flaw> flaws) {
    Source source = world.source();
    int epoch = epoch(world, rights);
    boolean unchecked = flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_SOURCE);
    return switch (rights.act()) {
      case RAISE -> !unchecked && (source.up() || source.epoch() >= epoch);
      case LOWER -> !unchecked && source.epoch() > epoch;
      case SEAL ->
          (!source.up() && !flaws.contains(Flaw.SEAL_WHAT_IS_OPEN))
              || (source.epoch() > epoch && !flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_SEAL));
      case LOWER_UNSEALED ->
          !source.up() || (source.sealed() && !flaws.contains(Flaw.LOWER_WHAT_IS_SEALED));
    };
  }

  /** The world after the transaction has come to its end, done or refused. */
  static World land(World world, LateRights rights, Set<Flaw> flaws) {
    if (isRefused(world, rights, flaws)) {
      return world;
    }
    Source source = world.source();
    boolean kept = flaws.contains(Flaw.A_SEAL_OUTLIVES_ITS_FENCE) && source.sealed();
    return world.with(
        switch (rights.act()) {
          case RAISE -> new Source(true, epoch(world, rights), kept);
          case LOWER -> new Source(false, epoch(world, rights), kept);
          case SEAL -> new Source(source.up(), source.epoch(), source.up());
          case LOWER_UNSEALED -> new Source(false, source.epoch(), kept);
        });
  }

  private void add(String what, boolean calm, World next) {
    steps.add(new Step<>(actor, what, calm, next));
  }
}
