package dev.crossover.platforms.local;

import dev.crossover.engine.platform.FenceWatchProcess;
import dev.crossover.engine.platform.PartCommands;
import dev.crossover.engine.platform.PartCommands.Part;
import dev.crossover.engine.platform.TargetEmulator;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every platform has on the machine that the launcher runs on: the watch over the fence, which
 * outlives the launcher there, and the emulator that the settings may name.
 *
 * @param workDirectory the environment's work directory
 */
public record ThisMachine(Path workDirectory) {
  public ThisMachine {
    workDirectory = workDirectory.toAbsolutePath().normalize();
  }

  /** The folder of every program's log file. */
  public Path logs() {
    return workDirectory.resolve("logs");
  }

  /** The watch over the fence as a process of its own. */
  public FenceWatchProcess fenceWatch(PartCommands commands) {
    return new ChildFenceWatch(
        new ChildProcess(workDirectory, Workspace.FENCE_WATCH),
        Programs.find().launcher(commands.of(Part.FENCE_WATCH)));
  }

  /**
   * The emulator of an environment.
   *
   * @param setting {@code target.emulator}
   * @param environment the process environment
   */
  public TargetEmulator emulator(String setting, Map<String, String> environment) {
    return new EnvironmentEmulator(new LocalEmulator(workDirectory), setting, environment);
  }
}
