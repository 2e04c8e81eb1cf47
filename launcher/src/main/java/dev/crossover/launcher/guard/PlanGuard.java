package dev.crossover.launcher.guard;

import dev.crossover.engine.journal.Phase;
import dev.crossover.launcher.terraform.PlanFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Refuses a plan that would lose or delay what a migration stands on, whatever the configuration
 * says about it. {@link Rules} has what for.
 */
public final class PlanGuard {
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
    return judge(Plan.of(PlanFile.read(plan)), phase);
  }

  static Verdict judge(Plan plan, Optional<Phase> phase) {
    List<String> refused = new ArrayList<>();
    List<PlannedChange> told = new ArrayList<>();
    if (plan.errored()) {
      refused.add("the plan ended with an error and is not complete; plan again");
    }
    for (PlannedChange change : plan.changes()) {
      List<String> reasons =
          Rules.ALL.stream().flatMap(rule -> rule.refusal(change, plan, phase).stream()).toList();
      refused.addAll(reasons);
      if (reasons.isEmpty()) {
        told.add(change);
      }
    }
    return new Verdict(List.copyOf(refused), List.copyOf(told));
  }
}
