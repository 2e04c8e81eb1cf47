package dev.crossover.engine.source;

import dev.crossover.contract.Settings;

/** Makes the source that an environment's settings name. */
@FunctionalInterface
public interface SourceFactory {
  /**
   * Opens the source; does not connect to it yet.
   *
   * @param password the secret that the settings refer to
   */
  SourceDatabase open(Settings.Source source, Settings.Capture capture, String password);
}
