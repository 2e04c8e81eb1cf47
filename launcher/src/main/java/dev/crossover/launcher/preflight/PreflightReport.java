package dev.crossover.launcher.preflight;

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
}
