package dev.crossover.launcher.workflow;

import dev.crossover.engine.journal.Phase;

/** What a person does next. */
public final class NextStep {
  private NextStep() {}

  /** What a person does in a phase, in one line. */
  public static String of(Phase phase) {
    return switch (phase) {
      case PLANNED -> "Next: crossover preflight, then crossover run.";
      case CAPTURING, BULK_LOADING, APPLYING -> "Next: crossover run goes on until READY.";
      case READY ->
          "Next: crossover verify, crossover cutover --dry-run, crossover cutover --execute.";
      case FENCED, CAUGHT_UP, VERIFIED ->
          "A cutover is at work; if it is not, crossover run un-fences the source.";
      case JOURNALLED -> "The target owns the data. Next: crossover cutover --execute goes on.";
      case SWITCHED -> "The target owns the data. Next: crossover cleanup.";
      case COMPLETED -> "Done.";
    };
  }
}
