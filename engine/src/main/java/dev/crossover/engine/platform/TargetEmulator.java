package dev.crossover.engine.platform;

import java.util.Optional;

/** The emulator that an environment's target lives in, if the settings ask for one. */
public interface TargetEmulator {
  /**
   * Where it is; starts one if the settings ask for that.
   *
   * @return {@code host:port}; empty for the real service
   * @throws dev.crossover.contract.TargetException if none answers, or the one that held the target
   *     is gone
   */
  Optional<String> address();

  /** Whether the platform ran the one that held the target, and it has ended with all its data. */
  boolean isLost();

  /** Lets {@link #address} start a new one in the place of one that the platform ran and lost. */
  void forgetIfEnded();

  /** Ends the one that the platform runs, and with it all data in it; does nothing otherwise. */
  void stop();
}
