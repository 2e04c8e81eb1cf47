package dev.crossover.launcher.real;

import dev.crossover.contract.SourceException;
import dev.crossover.launcher.real.RealMigration.Answer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A place in a migration at which something can be made to happen, and the command it is in. */
enum Moment {
  BULK_LOAD(Step.RUN, "rows.read", "rows.read"),
  LIVE_APPLY(Step.RUN, "log.mark"),
  VERIFICATION(Step.VERIFY, "snapshot.rows"),
  READY(Step.VERIFY, "compared.open"),
  GATES(Step.CUT_OVER, "writers.open"),
  FENCE(Step.CUT_OVER, "fence.raise"),
  DRAIN(Step.CUT_OVER, "fence.raise", "writers.open"),
  CATCH_UP(Step.CUT_OVER, "fence.leaks", "log.mark"),
  VERIFICATION_IN_FENCE(Step.CUT_OVER, "fence.leaks", "snapshot.rows"),
  LAST_LOOK(Step.CUT_OVER, "fence.leaks", "snapshot.rows", "log.mark"),
  UNFENCING(Step.CUT_OVER, "fence.lower") {
    @Override
    Answer reach(RealMigration migration, Runnable happens) {
      migration.calls.before(
          List.of("fence.leaks"),
          () -> {
            throw new SourceException("made up, so that the cutover un-fences");
          });
      return super.reach(migration, happens);
    }
  },
  SEAL(Step.CUT_OVER, "fence.seal"),
  AFTER_JOURNAL(Step.CUT_OVER, "fence.seal", "fenceWatch.stop");

  /** The commands of a migration, in order. */
  private enum Step {
    RUN(RealMigration::run),
    VERIFY(RealMigration::verify),
    CUT_OVER(RealMigration::cutOver);

    // From method references, which have no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<RealMigration, Answer> command;

    Step(Function<RealMigration, Answer> command) {
      this.command = command;
    }
  }

  private final Step step;

  // Made by List.of.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<String> calls;

  Moment(Step step, String... calls) {
    this.step = step;
    this.calls = List.of(calls);
  }

  boolean isBeforeJournal() {
    return this != AFTER_JOURNAL;
  }

  /** Gives the commands before the one of this moment. */
  void approach(RealMigration migration, Consumer<Answer> answered) {
    for (Step before : Step.values()) {
      if (before == step) {
        break;
      }
      answered.accept(before.command.apply(migration));
    }
  }

  /** Gives the command of this moment, lets something happen in it, and gives its answer. */
  Answer reach(RealMigration migration, Runnable happens) {
    migration.calls.before(calls, happens);
    return step.command.apply(migration);
  }
}
