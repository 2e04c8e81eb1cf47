package dev.crossover.launcher.guard;

import dev.crossover.engine.journal.Phase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses a plan that destroys or replaces what a migration stands on, whatever the configuration
 * says about it.
 */
public final class PlanGuard {
  /** Hold the place in the source's log, and the changes that are on their way. */
  private static final Set<String> CAPTURE =
      Set.of(
          "google_datastream_stream",
          "google_storage_bucket",
          "google_storage_notification",
          "google_pubsub_topic",
          "google_pubsub_subscription");

  /** Hold what was moved. */
  private static final Set<String> TARGET =
      Set.of("google_spanner_instance", "google_spanner_database");

  /** Before there is anything to lose, and after everything was moved. */
  private static final Set<Phase> WITHOUT_CAPTURE = EnumSet.of(Phase.PLANNED, Phase.COMPLETED);

  private static final Set<Phase> WITHOUT_TARGET = EnumSet.of(Phase.PLANNED);

  /** A bulk load needs the stream before it, and nothing live after it. */
  private static final Set<Phase> WITH_BULK = EnumSet.of(Phase.CAPTURING, Phase.BULK_LOADING);

  private static final String BULK_JOB = "google_dataflow_flex_template_job.bulk";

  private PlanGuard() {}

  /**
   * @param refused what may not happen, each with why
   * @param told what else the plan does
   */
  public record Verdict(List<String> refused, List<PlannedChange> told) {
    public boolean passed() {
      return refused.isEmpty();
    }
  }

  /**
   * @param plan a file that {@code terraform show -json} wrote
   * @param phase where the migration is; without it nothing is allowed that any phase forbids
   * @throws dev.crossover.contract.SettingsException if the file is not a plan
   */
  public static Verdict judge(Path plan, Optional<Phase> phase) {
    return judge(Plan.read(plan), phase);
  }

  static Verdict judge(Plan plan, Optional<Phase> phase) {
    List<String> refused = new ArrayList<>();
    List<PlannedChange> told = new ArrayList<>();
    if (plan.errored()) {
      refused.add("the plan ended with an error and is not complete; plan again");
    }
    for (PlannedChange change : plan.changes()) {
      Optional<String> reason = refusal(change, phase);
      reason.ifPresent(why -> refused.add(change + ": " + why));
      if (reason.isEmpty()) {
        told.add(change);
      }
    }
    return new Verdict(List.copyOf(refused), List.copyOf(told));
  }

  private static Optional<String> refusal(PlannedChange change, Optional<Phase> phase) {
    boolean loses =
        switch (change.kind()) {
          case REPLACE, DELETE, FORGET -> true;
          case CREATE, UPDATE -> false;
        };
    if (loses && CAPTURE.contains(change.type()) && !isOneOf(phase, WITHOUT_CAPTURE)) {
      return Optional.of("changes since the stream started would be lost" + in(phase));
    }
    if (loses && TARGET.contains(change.type()) && !isOneOf(phase, WITHOUT_TARGET)) {
      return Optional.of("the rows that were moved would be lost" + in(phase));
    }
    boolean starts =
        change.kind() == PlannedChange.Kind.CREATE || change.kind() == PlannedChange.Kind.REPLACE;
    if (starts
        && change.address().startsWith(BULK_JOB)
        && phase.isPresent()
        && !isOneOf(phase, WITH_BULK)) {
      return Optional.of("a bulk load would write old rows over new ones" + in(phase));
    }
    return Optional.empty();
  }

  private static boolean isOneOf(Optional<Phase> phase, Set<Phase> phases) {
    return phase.map(phases::contains).orElse(false);
  }

  private static String in(Optional<Phase> phase) {
    return phase.map(p -> " in phase " + p).orElse("");
  }
}
