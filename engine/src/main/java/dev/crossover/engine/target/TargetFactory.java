package dev.crossover.engine.target;

import dev.crossover.contract.Settings;
import dev.crossover.engine.schema.SchemaPlanner;
import java.util.Optional;

/** Makes the target that an environment's settings name. */
public interface TargetFactory {
  /** Plans schemas for this kind of target; needs no target that exists. */
  SchemaPlanner planner();

  /** {@link Target#address} of the target that the settings name, which may be gone. */
  String address(Settings.Target settings);

  /**
   * Opens the target, which need not exist yet.
   *
   * @param emulator {@code host:port} of an emulator of the target; empty for the real one
   */
  Target open(Settings.Target settings, Optional<String> emulator);
}
