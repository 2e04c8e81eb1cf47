package dev.crossover.launcher.guard;

import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.journal.Phase;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a plan may not do to a kind of resource, and why.
 *
 * @param stacks where it holds; everywhere if empty. A plan that does not say its stack may be any.
 * @param types the resources, by Terraform's word
 * @param phases where the migration must not be
 */
record Rule(
    Set<ResourceNames.Stack> stacks,
    Set<String> types,
    Harm harm,
    Set<Phase> phases,
    String reason) {

  /** Whether a change does harm. */
  interface Harm {
    /**
     * @return its causes; empty if it does none
     */
    Optional<List<String>> of(PlannedChange change, Plan plan);
  }

  /** The resource goes, is made anew, or is no longer looked after. */
  static Harm lost() {
    return (change, plan) ->
        change.kind().loses() ? Optional.of(change.reasons()) : Optional.empty();
  }

  /** The resource goes and nothing takes its place. */
  static Harm removed() {
    return (change, plan) ->
        change.kind() == PlannedChange.Kind.DELETE
            ? Optional.of(change.reasons())
            : Optional.empty();
  }

  /** There will be a new one. */
  static Harm started(Predicate<Plan> plans) {
    return (change, plan) ->
        change.kind().starts() && plans.test(plan)
            ? Optional.of(change.reasons())
            : Optional.empty();
  }

  /**
   * One that is there gets another value; a value that is not known yet may be any.
   *
   * @param attributes a pattern of paths without places in lists
   */
  static Harm changed(String attributes, Predicate<Difference> harmful) {
    return (change, plan) ->
        change.kind() == PlannedChange.Kind.UPDATE
            ? causes(change, attributes, harmful)
            : Optional.empty();
  }

  static Harm changed(String attributes) {
    return changed(attributes, difference -> true);
  }

  /** Like {@link #changed}, and one that is new has such a value. */
  static Harm has(String attributes, Predicate<Difference> harmful) {
    return (change, plan) ->
        change.kind().loses() ? Optional.empty() : causes(change, attributes, harmful);
  }

  private static Optional<List<String>> causes(
      PlannedChange change, String attributes, Predicate<Difference> harmful) {
    List<String> causes =
        change.differences().stream()
            .filter(difference -> difference.attribute().matches(attributes))
            .filter(difference -> difference.unknown() || harmful.test(difference))
            .map(Difference::toString)
            .toList();
    return causes.isEmpty() ? Optional.empty() : Optional.of(causes);
  }

  /**
   * @param phase where the migration is; without it a rule of any phase counts
   * @return why the change is refused
   */
  Optional<String> refusal(PlannedChange change, Plan plan, Optional<Phase> phase) {
    boolean here =
        types.contains(change.type())
            && (stacks.isEmpty() || plan.stack().map(stacks::contains).orElse(true))
            && phase.map(phases::contains).orElse(true);
    return here
        ? harm.of(change, plan).map(causes -> change.because(causes) + ": " + reason + in(phase))
        : Optional.empty();
  }

  private String in(Optional<Phase> phase) {
    return phase.map(p -> " in phase " + p).orElse("; nobody says where the migration is");
  }
}
