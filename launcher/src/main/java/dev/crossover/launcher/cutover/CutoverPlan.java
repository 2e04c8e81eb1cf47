package dev.crossover.launcher.cutover;

import java.util.List;

/**
 * What a cutover would do now.
 *
 * @param hash names what will be done, not what the gates saw; an approval is for one hash
 * @param gates as they are at the moment
 */
public record CutoverPlan(String hash, List<Step> steps, List<Gate> gates) {
  public CutoverPlan {
    steps = List.copyOf(steps);
    gates = List.copyOf(gates);
  }

  /** One step and what it will do. */
  public record Step(String name, String what) {}

  /** Whether every gate is met. */
  public boolean ready() {
    return Gate.allMet(gates);
  }
}
