package dev.crossover.launcher.gates;

import java.util.List;

/**
 * One condition and what was seen.
 *
 * @param name in kebab case, stable because scripts read it
 * @param hint what to do about it; empty when it is met
 */
public record Gate(String name, String observed, String limit, boolean met, String hint) {
  public Gate {
    hint = met ? "" : hint;
  }

  /** Whether all of them are met; not so for none. */
  public static boolean allMet(List<Gate> gates) {
    return !gates.isEmpty() && gates.stream().allMatch(Gate::met);
  }

  /** The gate as one line. */
  public String text() {
    return name
        + ": "
        + observed
        + (met ? "" : ", must be " + limit)
        + (hint.isEmpty() ? "" : "; " + hint);
  }
}
