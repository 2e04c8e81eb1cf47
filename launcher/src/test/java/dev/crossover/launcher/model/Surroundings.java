package dev.crossover.launcher.model;

import dev.crossover.engine.journal.Phase;
import dev.crossover.engine.target.MigrationWriter;
import dev.crossover.launcher.model.World.LateCopy;
import dev.crossover.launcher.model.World.LateRights;
import dev.crossover.launcher.model.World.LateWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What goes on beside the launcher: applications, stream, jobs, and what lands late. */
final class Surroundings {
  private final World world;
  private final Rows rows;
  private final Phase phase;
  private final Set<Flaw> flaws;
  private final List<Step<World>> steps = new ArrayList<>();

  Surroundings(World world, Set<Flaw> flaws) {
    this.world = world;
    this.rows = world.rows();
    this.phase = world.journal().phase();
    this.flaws = flaws;
  }

  /**
   * @param targetGone whether there are times in which nobody reaches the target
   */
  List<Step<World>> steps(boolean targetGone) {
    application();
    superuser();
    if (rows.emitted() < rows.committed()) {
      add("stream", "emits a change", world.with(rows.emit()));
    }
    if (targetGone) {
      target();
    }
    if (world.targetAnswers()) {
      bulkLoad();
      liveApply();
    } else {
      new Rights(world, flaws, steps).lowerUnsealed();
    }
    world.lateWrite().ifPresent(this::landLate);
    world.lateRights().ifPresent(this::landLate);
    world.lateCopy().ifPresent(this::landLate);
    return steps;
  }

  private void target() {
    add(
        "target",
        world.targetAnswers() ? "does not answer any more" : "answers again",
        world.withTarget(!world.targetAnswers()));
  }

  private void application() {
    if (!world.source().up() && rows.applicationLeft() > 0 && !rows.application()) {
      add("application", "writes", world.with(rows.applicationBegins()));
    }
    if (rows.application()) {
      World next = world.with(rows.applicationCommits());
      add(
          "application",
          "commits",
          phase.isPastTheJournal()
              ? next.broken("the application wrote to the source, and the target owns the data")
              : next);
    }
  }

  private void superuser() {
    if (rows.superuserLeft() > 0 && !rows.superuser()) {
      add("superuser", "writes", world.with(rows.superuserBegins()));
    }
    if (rows.superuser()) {
      add("superuser", "commits", world.with(rows.superuserCommits()));
    }
  }

  /** Of rows as they once were: a copy that was thought dead may come at any time. */
  private void bulkLoad() {
    boolean writes =
        flaws.contains(Flaw.NO_PHASE_READ_BY_THE_BULK_LOAD)
            || MigrationWriter.BULK_LOAD.mayWriteIn(phase);
    if (writes && rows.applied() > 0) {
      add("bulk load", "writes an old row", world.broken("the bulk load overwrote a change"));
    }
  }

  /** Is started once the bulk load is over, and never asks anybody whether to end. */
  private void liveApply() {
    boolean writes =
        flaws.contains(Flaw.NO_PHASE_READ_BY_LIVE_APPLY)
            || MigrationWriter.LIVE_APPLY.mayWriteIn(phase);
    if (phase != Phase.BULK_LOADING && writes && rows.applied() < rows.emitted()) {
      World next = world.with(rows.apply());
      add(
          "live job",
          "applies a change",
          phase.isPastTheJournal()
              ? next.broken("the migration wrote to the target, which owns the data")
              : next);
    }
  }

  private void landLate(LateWrite late) {
    World without = world.withLateWrite(Optional.empty());
    add("a late write of the journal", "is lost", without);
    if (world.targetAnswers() && Writes.matches(world, late.next(), flaws)) {
      add(
          "a late write of the journal",
          "lands: " + late.next().phase(),
          Writes.land(without, late));
    }
  }

  private void landLate(LateRights late) {
    World without = world.withLateRights(Optional.empty());
    add("a late transaction on the rights", "is lost", without);
    add(
        "a late transaction on the rights",
        late.act().text() + ", or is refused",
        Rights.land(without, late, flaws));
  }

  private void landLate(LateCopy late) {
    World without = world.withLateCopy(Optional.empty());
    add("a late copy of a row", "is lost", without);
    boolean own = world.journal().epoch() == late.epoch();
    if (world.targetAnswers() && (own || flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_COPY))) {
      add("a late copy of a row", "lands", without.with(rows.copy(late.change())));
    }
  }

  private void add(String actor, String what, World next) {
    steps.add(new Step<>(actor, what, true, next));
  }
}
