package dev.crossover.launcher.world;

import dev.crossover.contract.CrossoverException;
import dev.crossover.contract.ExitCode;
import dev.crossover.launcher.cutover.CutoverReport;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a person can type, and how far a migration must be for it to have something to do. */
enum Command {
  SCHEMA(List.of(), world -> world.migration().schema()),
  CAPTURE(List.of(), world -> world.migration().capture()),
  BULK(List.of(CAPTURE), world -> world.migration().bulk()),
  HAND_OVER(List.of(CAPTURE), InMemoryWorld::handOver),
  APPLY(List.of(CAPTURE, BULK), world -> world.migration().apply()),
  RUN(List.of(), InMemoryWorld::run),
  STATUS(List.of(RUN), world -> world.status().look()),
  VERIFY(List.of(RUN), InMemoryWorld::verify),
  CUTOVER(List.of(RUN, VERIFY), Command::cutOver),
  CLEANUP(List.of(RUN, VERIFY, CUTOVER), world -> world.cleanup().run(false)),
  ABANDON(List.of(RUN), world -> world.cleanup().run(true));

  /** The commands of a migration that goes well, in order. */
  static final List<Command> WHOLE_MIGRATION = List.of(RUN, VERIFY, CUTOVER, CLEANUP);

  // Made by List.of and from lambdas without a state of their own.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Command> before;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Consumer<InMemoryWorld> what;

  Command(List<Command> before, Consumer<InMemoryWorld> what) {
    this.before = before;
    this.what = what;
  }

  /** A cutover that did not reach its end; the report says why. */
  private static final class NotCutOver extends CrossoverException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private NotCutOver(CutoverReport report) {
      super(report.problem().orElse(""));
      exitCode = report.exitCode();
    }

    @Override
    public ExitCode exitCode() {
      return exitCode;
    }
  }

  private static void cutOver(InMemoryWorld world) {
    CutoverReport report = world.cutOver();
    if (report.exitCode() != ExitCode.DONE) {
      throw new NotCutOver(report);
    }
  }

  /** A world in which this command has something to do. */
  InMemoryWorld world() {
    InMemoryWorld world = new InMemoryWorld();
    before.forEach(command -> command.run(world));
    return world;
  }

  /**
   * Runs it in a process of its own.
   *
   * @throws CrossoverException if it cannot do its work; the message is for a person
   */
  void run(InMemoryWorld world) {
    what.accept(world);
  }

  /** Runs it, and tells why it could not do its work; a bug is not caught. */
  Optional<CrossoverException> problemIn(InMemoryWorld world) {
    try {
      run(world);
      return Optional.empty();
    } catch (CrossoverException e) {
      return Optional.of(e);
    }
  }

  /** How many calls it makes in a world of its own. */
  int calls() {
    InMemoryWorld world = world();
    int before = world.faults.everyCall().size();
    run(world);
    return world.faults.everyCall().size() - before;
  }

  /** Whether it changes the migration, so that only one may do so at a time. */
  boolean takesTheLease() {
    return this != STATUS && this != VERIFY;
  }
}
