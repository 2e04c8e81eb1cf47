package dev.crossover.launcher.cutover;

import dev.crossover.launcher.gates.Gate;
import dev.crossover.launcher.rollforward.RollForwardStep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a cutover would do now.
 *
 * @param hash names what will be done, not what the gates saw; an approval is for one hash
 * @param gates as they are at the moment
 */
public record CutoverPlan(String hash, List<Step> steps, List<Gate> gates) {
  private static final int HASH_LENGTH = 16;

  public CutoverPlan {
    steps = List.copyOf(steps);
    gates = List.copyOf(gates);
  }

  /** One step and what it will do. */
  public record Step(String name, String what) {}

  /**
   * @param fence what the fence would take away, as text
   */
  static CutoverPlan of(
      String fence, List<CutoverStep> steps, List<RollForwardStep> afterJournal, List<Gate> gates) {
    List<Step> planned = new ArrayList<>();
    steps.forEach(step -> planned.add(new Step(step.name(), step.plan())));
    afterJournal.forEach(step -> planned.add(new Step(step.name(), step.plan())));
    return new CutoverPlan(hash(fence, planned), planned, gates);
  }

  private static String hash(String fence, List<Step> steps) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(fence.getBytes(StandardCharsets.UTF_8));
      digest.update(steps.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new LinkageError("every Java has SHA-256", e);
    }
  }

  /** Whether every gate is met. */
  public boolean ready() {
    return Gate.allMet(gates);
  }
}
