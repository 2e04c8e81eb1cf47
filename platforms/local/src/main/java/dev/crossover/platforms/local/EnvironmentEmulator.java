package dev.crossover.platforms.local;

import dev.crossover.engine.platform.TargetEmulator;
import java.util.Map;
import java.util.Optional;

/**
 * The emulator of an environment.
 *
 * @param setting {@code none}, {@code auto} or {@code HOST:PORT}
 * @param environment the process environment
 */
record EnvironmentEmulator(LocalEmulator emulator, String setting, Map<String, String> environment)
    implements TargetEmulator {
  @Override
  public Optional<String> address() {
    return emulator.locate(setting, environment);
  }

  @Override
  public boolean isLost() {
    return setting.equals("auto") && emulator.isLost();
  }

  @Override
  public void forgetIfEnded() {
    emulator.forgetIfEnded();
  }

  @Override
  public void stop() {
    emulator.stop();
  }
}
