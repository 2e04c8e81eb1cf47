package dev.crossover.launcher.workflow;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * One condition of the bulk gate.
 *
 * @param observed what was seen
 * @param limit what is asked for
 * @param hint what to do when it is not met
 */
public record GateFinding(String name, boolean met, String observed, String limit, String hint) {

  /** The conditions that are not met, each with what to do. */
  static List<String> reasons(List<GateFinding> findings) {
    return findings.stream()
        .filter(finding -> !finding.met)
        .map(f -> "%s: %s, must be %s; %s".formatted(f.name, f.observed, f.limit, f.hint))
        .toList();
  }

  /** What was seen, in one line. */
  static String summary(List<GateFinding> findings) {
    return findings.stream().map(f -> f.name + "=" + f.observed).collect(joining(", "));
  }
}
