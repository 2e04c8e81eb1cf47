package dev.crossover.engine.platform;

import dev.crossover.contract.Settings;
import java.util.Map;

/** Makes the platform that an environment's settings name. */
@FunctionalInterface
public interface PlatformFactory {
  /**
   * Opens the platform; starts nothing yet.
   *
   * @param environment the process environment
   * @param commands how this program is run again
   */
  Platform open(Settings settings, Map<String, String> environment, PartCommands commands);
}
