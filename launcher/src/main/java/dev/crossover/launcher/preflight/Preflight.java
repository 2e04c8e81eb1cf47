package dev.crossover.launcher.preflight;

import dev.crossover.contract.CrossoverException;
import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * All checks of a route.
 *
 * @param source whether the source can be reached; when it fails the checks in {@code ofSource} are
 *     not asked, since each would only say the same
 * @param ofTarget checks that need no source
 */
public record Preflight(Check source, List<Check> ofSource, List<Check> ofTarget) {
  public Preflight {
    ofSource = List.copyOf(ofSource);
    ofTarget = List.copyOf(ofTarget);
  }

  /** Asks every check; never stops at the first problem. */
  public PreflightReport look() {
    List<Finding> findings = new ArrayList<>(beforeTarget().findings());
    ofTarget.forEach(check -> findings.addAll(look(check)));
    return new PreflightReport(findings);
  }

  /** Asks the checks that need no target. */
  public PreflightReport beforeTarget() {
    List<Finding> findings = new ArrayList<>(look(source));
    boolean reachable = passed(findings);
    for (Check check : ofSource) {
      findings.addAll(reachable ? look(check) : List.of(notAsked(check)));
    }
    return new PreflightReport(findings);
  }

  private static boolean passed(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.verdict().stops());
  }

  private static Finding notAsked(Check check) {
    return Finding.fail(
        check,
        "not looked at, because the source cannot be reached",
        "repair the connection first");
  }

  private static List<Finding> look(Check check) {
    try {
      return check.look();
    } catch (CrossoverException e) {
      return List.of(Finding.fail(check, e.getMessage(), "see the log for the cause"));
    }
  }
}
