package dev.crossover.launcher.preflight;

import dev.crossover.contract.GateNotMetException;
import dev.crossover.engine.preflight.Finding;
import java.util.List;

/** The answers of all checks, in the order in which they were asked. */
public record PreflightReport(List<Finding> findings) {
  public PreflightReport {
    findings = List.copyOf(findings);
  }

  /** Whether the migration may start. */
  public boolean passed() {
    return failures().isEmpty();
  }

  public List<Finding> failures() {
    return findings.stream().filter(finding -> finding.verdict().stops()).toList();
  }

  /**
   * @param what somebody wants to do, to follow "cannot "
   * @throws GateNotMetException with every problem, if there is one
   */
  public void require(String what) {
    if (!passed()) {
      throw new GateNotMetException(what, failures().stream().map(PreflightReport::text).toList());
    }
  }

  private static String text(Finding finding) {
    return finding.check() + ": " + finding.observed() + "; " + finding.hint();
  }
}
