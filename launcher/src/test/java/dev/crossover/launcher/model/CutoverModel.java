package dev.crossover.launcher.model;

import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.model.World.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The migration from the bulk load to the switch: a launcher that runs cutovers and other commands,
 * a second one that cuts over too, and the fence watch, which is one more of those other commands
 * and opens the source by the source alone while the target does not answer. Each may stop anywhere
 * and go on late, die, and begin again, without end.
 */
final class CutoverModel implements Model<World> {
  /** The number of the launcher that runs every command. */
  private static final int ANY = 0;

  /** The number of the launcher that only cuts over. */
  private static final int CUTOVER = 1;

  /** The number of the process that never cuts over. */
  private static final int WATCH = 2;

  private final int processes;
  private final boolean targetGone;
  private final Rows rows;
  private final Set<Flaw> flaws;
  private final boolean epochsOnlyRise;

  /**
   * How far the model goes.
   *
   * @param processes 1, with a second launcher 2, with the fence watch 3
   * @param application how many changes it makes
   * @param superuser how many changes one makes whom no fence stops
   * @param targetGone whether there are times in which nobody reaches the target, and the fence
   *     watch goes on without it
   */
  record Bounds(int processes, int application, int superuser, boolean targetGone) {}

  /**
   * @param flaws the rules that are left out
   */
  CutoverModel(Bounds bounds, Collection<Flaw> flaws) {
    this.processes = bounds.processes();
    this.targetGone = bounds.targetGone();
    this.rows = new Rows(0, 0, 0, 0, 0, false, false, bounds.application(), bounds.superuser());
    this.flaws = Set.copyOf(flaws);
    this.epochsOnlyRise = !this.flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_SEAL);
  }

  @Override
  public World first() {
    return new World(
        new Entry(Phase.BULK_LOADING, 0, Entry.NOBODY, false),
        new Source(false, 0, false),
        true,
        rows,
        Collections.nCopies(processes, Launcher.NONE),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "");
  }

  @Override
  public List<Step<World>> steps(World world) {
    List<Step<World>> steps = new ArrayList<>(new Surroundings(world, flaws).steps(targetGone));
    for (int number = 0; number < processes; number++) {
      steps.addAll(steps(world, number));
    }
    return steps.stream().map(this::settled).toList();
  }

  private List<Step<World>> steps(World world, int number) {
    if (world.launchers().get(number).lives()) {
      return new Commands(world, number, flaws).goOn();
    }
    List<Step<World>> begun = new ArrayList<>();
    if (number != WATCH) {
      begun.addAll(new Commands(world, number, flaws).begin(true));
    }
    if (number != CUTOVER) {
      begun.addAll(new Commands(world, number, flaws).begin(false));
    }
    return begun;
  }

  /** Takes states for one that nothing can tell apart. */
  private Step<World> settled(Step<World> step) {
    World world = step.next();
    if (!flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_JOURNAL)) {
      for (int number = 0; number < processes; number++) {
        world = world.withoutHope(number);
      }
      world = epochsOnlyRise ? world.withoutWhatComesTooLate() : world;
      world =
          flaws.contains(Flaw.NO_EPOCH_CHECK_IN_THE_COPY)
              ? world
              : world.withoutACopyThatComesTooLate();
    }
    return new Step<>(step.actor(), step.what(), step.calm(), world.withSmallEpochs());
  }

  @Override
  public Optional<String> broken(World world) {
    Phase phase = world.journal().phase();
    if (!world.fault().isEmpty()) {
      return Optional.of(world.fault());
    }
    if (phase.isPastTheJournal() && !world.source().up()) {
      return Optional.of("the target owns the data, and the source is open");
    }
    if (world.source().up() && !world.journal().fence()) {
      return Optional.of("the source is fenced, and the journal has no record of it");
    }
    if (isSealedTooEarly(world)) {
      return Optional.of("the fence is sealed, and its cutover has not come so far");
    }
    return world.nobodyLives() ? deadEnd(world) : Optional.empty();
  }

  /** Then nobody could open the source whose cutover and target are gone. */
  private static boolean isSealedTooEarly(World world) {
    int owner = world.journal().owner();
    return world.source().sealed()
        && owner < world.launchers().size()
        && world.launchers().get(owner).at().isBeforeTheSeal();
  }

  /**
   * Once the target answers, the next command must un-fence or, past the journal, the next cutover
   * roll forward.
   */
  private Optional<String> deadEnd(World world) {
    World after = alone(world.withTarget(true), ANY, false);
    if (!after.journal().phase().isPastTheJournal()) {
      return after.source().up() || after.journal().needsUnfencing()
          ? Optional.of("the next command leaves the source fenced: " + after)
          : Optional.empty();
    }
    World rolled = alone(after, ANY, true);
    return rolled.journal().phase() == Phase.SWITCHED
        ? Optional.empty()
        : Optional.of("the next cutover does not roll forward: " + rolled);
  }

  /** What a command comes to that nothing goes wrong with and nobody disturbs. */
  private World alone(World world, int number, boolean cutover) {
    World begun =
        new Commands(world, number, flaws)
            .begin(cutover).stream()
                .filter(Step::calm)
                .reduce((one, last) -> last)
                .orElseThrow()
                .next();
    return Commands.finish(begun, number, flaws);
  }
}
