package dev.crossover.launcher.gates;

/** Looks whether a gate is met; changes nothing but our own sentinel. */
public interface GateCheck {
  /** The gate's name, in kebab case. */
  String name();

  /**
   * @throws dev.crossover.contract.CrossoverException if that is unknown; the gate is then not met
   */
  Gate look();
}
