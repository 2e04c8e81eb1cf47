package dev.crossover.contract;

import java.util.List;

/** The migration may not take its next step yet; nothing was changed. */
public final class GateNotMetException extends CrossoverException {
  private final List<String> reasons;

  /**
   * @param step what may not be done, in words that end the sentence "cannot ..."
   * @param reasons all of them, each with what to do
   */
  public GateNotMetException(String step, List<String> reasons) {
    super("cannot " + step + ":\n  - " + String.join("\n  - ", reasons));
    this.reasons = List.copyOf(reasons);
  }

  /** Each reason with what to do about it. */
  public List<String> reasons() {
    return reasons;
  }

  @Override
  public ExitCode exitCode() {
    return ExitCode.GATE_NOT_MET;
  }
}
