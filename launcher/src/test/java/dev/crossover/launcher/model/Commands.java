package dev.crossover.launcher.model;

import static dev.crossover.launcher.model.At.AWAIT_EMITTED;
import static dev.crossover.launcher.model.At.CATCH_UP;
import static dev.crossover.launcher.model.At.CLOSE;
import static dev.crossover.launcher.model.At.COPY_AGAIN;
import static dev.crossover.launcher.model.At.DRAIN;
import static dev.crossover.launcher.model.At.ENDED;
import static dev.crossover.launcher.model.At.LIST;
import static dev.crossover.launcher.model.At.OWN_CLEAR;
import static dev.crossover.launcher.model.At.OWN_LOWER;
import static dev.crossover.launcher.model.At.OWN_MOVE_EPOCH;
import static dev.crossover.launcher.model.At.OWN_REREAD;
import static dev.crossover.launcher.model.At.REFUSE_WRITERS;
import static dev.crossover.launcher.model.At.ROLL_FORWARD;
import static dev.crossover.launcher.model.At.SEAL;
import static dev.crossover.launcher.model.At.VERIFY;
import static dev.crossover.launcher.model.At.WRITE_JOURNAL;

import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.model.World.LateCopy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What the process of one number does next, with all that can go wrong with it. */
final class Commands {
  private final World world;
  private final int number;
  private final Launcher self;
  private final Set<Flaw> flaws;
  private final Writes writes;
  private final Rights rights;
  private final List<Step<World>> steps = new ArrayList<>();

  Commands(World world, int number, Set<Flaw> flaws) {
    this.world = world;
    this.number = number;
    this.self = world.launchers().get(number);
    this.flaws = flaws;
    this.writes = new Writes(world, number, flaws, steps);
    this.rights = new Rights(world, number, flaws, steps);
  }

  /** A command begins by taking the lease, which may have expired at any moment. */
  List<Step<World>> begin(boolean cutover) {
    Launcher starting = new Launcher(cutover, CLOSE, 0, world.journal(), 0, 0);
    if (flaws.contains(Flaw.UNFENCE_BEFORE_THE_EPOCH_MOVES) && world.journal().needsUnfencing()) {
      steps.add(
          step(
              "opens the source",
              true,
              world.with(new World.Source(false, world.journal().epoch(), false))));
    }
    new Writes(world.with(number, starting), number, flaws, steps)
        .replace(
            "takes the lease",
            world.journal().ownedBy(number),
            new Writes.Then(this::begun, ENDED, ENDED, ENDED));
    return steps;
  }

  List<Step<World>> goOn() {
    switch (self.at()) {
      case ENDED -> {}
      case MOVE_EPOCH ->
          change("moves the epoch on", lease().in(Phase.READY), Commands::opening, CLOSE);
      case LOWER -> rights.lower(At.CLEAR, CLOSE);
      case CLEAR -> change("clears the record", lease().withFence(false), this::begun, CLOSE);
      case ADVANCE -> change("goes on to the next phase", advanced(), this::begun, CLOSE);
      case KEEP_RECORD ->
          change(
              "keeps the record",
              lease().in(Phase.FENCED).withFence(true),
              to(At.RAISE),
              OWN_MOVE_EPOCH);
      case RAISE -> rights.raise(DRAIN, OWN_MOVE_EPOCH);
      case DRAIN -> drain();
      case MARK -> mark();
      case AWAIT_EMITTED -> awaitEmitted();
      case LIST -> list();
      case REFUSE_WRITERS -> refuseWriters();
      case CATCH_UP ->
          change("is caught up", lease().in(Phase.CAUGHT_UP), to(COPY_AGAIN), OWN_MOVE_EPOCH);
      case COPY_AGAIN -> copyAgain();
      case VERIFY -> verify();
      case SEAL -> rights.seal(WRITE_JOURNAL, OWN_MOVE_EPOCH);
      case WRITE_JOURNAL -> writeJournal();
      case ROLL_FORWARD -> change("switches", lease().in(Phase.SWITCHED), to(CLOSE), CLOSE);
      case OWN_MOVE_EPOCH -> writes.rereadAndMoveEpoch(OWN_LOWER, OWN_LOWER);
      case OWN_LOWER -> rights.lower(OWN_REREAD, CLOSE);
      case OWN_REREAD -> writes.rereadAndMoveEpoch(OWN_CLEAR, CLOSE);
      case OWN_CLEAR -> change("clears the record", lease().withFence(false), to(CLOSE), CLOSE);
      case CLOSE -> change("gives the lease back", lease().ownedBy(Entry.NOBODY), to(ENDED), ENDED);
    }
    if (self.at().isInFence()) {
      add("fails, a limit is over or a signal came", self.at(OWN_MOVE_EPOCH));
    }
    steps.add(step("is killed", false, world.with(number, Launcher.NONE)));
    return steps;
  }

  private Entry lease() {
    return self.lease();
  }

  /** What {@code MigrationLock.with} and {@code Cutover.execute} do with what they find. */
  private Launcher begun(Launcher launcher) {
    Entry found = launcher.lease();
    if (found.needsUnfencing()
        && (found.phase() != Phase.READY || !flaws.contains(Flaw.FORGET_THE_RECORD_IN_READY))) {
      return launcher.at(found.phase() == Phase.READY ? At.LOWER : At.MOVE_EPOCH);
    }
    if (launcher.cutover()) {
      return launcher.at(cutOver(found.phase()));
    }
    boolean handsOver = found.phase() == Phase.BULK_LOADING || found.phase() == Phase.APPLYING;
    return launcher.at(handsOver ? At.ADVANCE : CLOSE);
  }

  private static At cutOver(Phase phase) {
    if (phase == Phase.READY) {
      return At.KEEP_RECORD;
    }
    return phase == Phase.JOURNALLED ? ROLL_FORWARD : CLOSE;
  }

  private static Launcher opening(Launcher launcher) {
    return launcher.at(launcher.lease().fence() ? At.LOWER : At.CLEAR);
  }

  private Entry advanced() {
    return lease().in(lease().phase() == Phase.BULK_LOADING ? Phase.APPLYING : Phase.READY);
  }

  private static UnaryOperator<Launcher> to(At next) {
    return launcher -> launcher.at(next);
  }

  private void change(String what, Entry next, UnaryOperator<Launcher> done, At failed) {
    writes.replace(
        what, next, new Writes.Then(done, failed, failed, failed == ENDED ? ENDED : CLOSE));
  }

  private void drain() {
    if (flaws.contains(Flaw.NO_DRAIN) || world.rows().nobodyWrites()) {
      add("finds no writer", self.looking(1));
    } else {
      steps.add(
          step(
              "ends the open writers",
              true,
              world.with(world.rows().rolledBack()).with(number, self.looking(1))));
    }
  }

  private void mark() {
    add("writes a sentinel", self.marked(world.rows().committed(), firstOfLook()));
  }

  private void awaitEmitted() {
    if (hasEvidenceOnly()) {
      if (world.targetAnswers()) {
        add("sees its sentinel on the target", self.at(LIST));
      }
    } else if (world.rows().emitted() >= self.mark()) {
      if (listsFirst()) {
        decide();
      } else {
        add("sees its sentinel emitted", self.at(LIST));
      }
    }
  }

  private void list() {
    if (world.targetAnswers() && world.rows().applied() == world.rows().emitted() && isQuiet()) {
      if (listsFirst()) {
        add("finds every file applied", self.at(AWAIT_EMITTED));
      } else {
        decide();
      }
    }
  }

  private boolean hasEvidenceOnly() {
    return flaws.contains(Flaw.NO_EMITTED_POSITION);
  }

  /**
   * Whether nothing has come for two rotations, which the first look does not wait for. A stream
   * that holds nothing back for longer has brought what was committed before the sentinel.
   */
  private boolean isQuiet() {
    return !hasEvidenceOnly()
        || self.look() == 1
        || flaws.contains(Flaw.NO_QUIET)
        || world.rows().emitted() >= self.mark();
  }

  private boolean listsFirst() {
    return flaws.contains(Flaw.LIST_BEFORE_EMITTED);
  }

  private At firstOfLook() {
    return listsFirst() ? LIST : AWAIT_EMITTED;
  }

  /** Everything up to the sentinel is on the target; has anybody written since the first one? */
  private void decide() {
    if (world.rows().emitted() > self.first()) {
      return;
    }
    String seen = "sees nothing but sentinels";
    switch (self.look()) {
      case 1 ->
          add(
              seen,
              flaws.contains(Flaw.NO_SECOND_SENTINEL)
                  ? self.looked(REFUSE_WRITERS, 2)
                  : self.looking(2));
      case 2 -> add(seen, self.looked(REFUSE_WRITERS, 2));
      default -> add(seen, self.at(afterTheLooks()));
    }
  }

  private At afterTheLooks() {
    return flaws.contains(Flaw.NO_SEAL) ? WRITE_JOURNAL : SEAL;
  }

  private void refuseWriters() {
    if (flaws.contains(Flaw.NO_REFUSAL_OF_WRITERS) || world.rows().nobodyWrites()) {
      add("finds no writer", self.look() == 2 ? self.at(CATCH_UP) : self.looking(3));
    }
  }

  /** One transaction, which reads the journal's epoch. */
  private void copyAgain() {
    int row = world.rows().committed();
    if (flaws.contains(Flaw.NO_COPY)) {
      add("copies nothing", self.at(VERIFY));
      return;
    }
    if (world.targetAnswers()) {
      boolean refused = world.journal().epoch() != lease().epoch();
      if (refused && !flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_COPY)) {
        add("copies a row again, but the epoch has moved", self.at(OWN_MOVE_EPOCH));
      } else {
        World copied = world.with(world.rows().copy(row));
        steps.add(step("copies a row again", true, copied.with(number, self.at(VERIFY))));
      }
    }
    boolean mayBeOldOnce = row != world.rows().copied() || world.rows().applicationLeft() > 0;
    if (world.lateCopy().isEmpty() && mayBeOldOnce) {
      World onItsWay = world.withLateCopy(Optional.of(new LateCopy(lease().epoch(), row)));
      steps.add(
          step(
              "copies a row again, no answer yet",
              false,
              onItsWay.with(number, self.at(OWN_MOVE_EPOCH))));
    }
  }

  private void verify() {
    UnaryOperator<Launcher> next =
        flaws.contains(Flaw.NO_THIRD_SENTINEL)
            ? launcher -> launcher.looking(3).marked(world.rows().committed(), afterTheLooks())
            : launcher -> launcher.looked(REFUSE_WRITERS, 3);
    change("has verified", lease().in(Phase.VERIFIED), next, OWN_MOVE_EPOCH);
  }

  private void writeJournal() {
    At unknown = flaws.contains(Flaw.UNFENCE_AFTER_AN_UNKNOWN_JOURNAL) ? OWN_MOVE_EPOCH : CLOSE;
    writes.replace(
        "writes the journal",
        lease().in(Phase.JOURNALLED),
        new Writes.Then(to(ROLL_FORWARD), OWN_MOVE_EPOCH, unknown, CLOSE));
  }

  private void add(String what, Launcher next) {
    steps.add(step(what, next.at() != OWN_MOVE_EPOCH, world.with(number, next)));
  }

  private Step<World> step(String what, boolean calm, World next) {
    return new Step<>("process " + number, what, calm, next);
  }

  /** The state after the only calm step, for as long as the process lives. */
  static World finish(World begun, int number, Set<Flaw> flaws) {
    World present = begun;
    while (present.launchers().get(number).lives()) {
      Optional<Step<World>> calm =
          new Commands(present, number, flaws).goOn().stream().filter(Step::calm).findFirst();
      present = calm.orElseThrow().next();
    }
    return present;
  }
}
