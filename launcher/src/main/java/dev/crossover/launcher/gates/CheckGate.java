package dev.crossover.launcher.gates;

import static java.util.stream.Collectors.joining;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import java.util.List;

/** A preflight check that must still pass. */
record CheckGate(Check check) implements GateCheck {
  @Override
  public String name() {
    return check.name();
  }

  @Override
  public Gate look() {
    List<Finding> findings = check.look();
    List<Finding> failures =
        findings.stream().filter(finding -> finding.verdict().stops()).toList();
    List<Finding> shown = failures.isEmpty() ? findings : failures;
    return new Gate(
        name(),
        shown.stream().map(Finding::observed).collect(joining("; ")),
        "passed",
        failures.isEmpty(),
        failures.stream().map(Finding::hint).distinct().collect(joining("; ")));
  }
}
