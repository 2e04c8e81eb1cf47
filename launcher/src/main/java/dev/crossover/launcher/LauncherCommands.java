package dev.crossover.launcher;

import dev.crossover.engine.platform.PartCommands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the launcher is told to be one part of an environment's migration. */
record LauncherCommands(String environment, Path settingsDirectory) implements PartCommands {
  @Override
  public List<String> of(Part part) {
    return switch (part) {
      case BULK_LOAD -> words("bulk-job");
      case APPLY_CHANGES -> words("apply-job");
      case FENCE_WATCH -> words("fence-watch");
    };
  }

  @Override
  public List<String> capture(String shard) {
    return shard.isEmpty()
        ? words("capture", "--foreground")
        : words("capture", "--foreground", "--shard", shard);
  }

  private List<String> words(String command, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of(command, "--env", environment, "--tfvars", settingsDirectory.toString()));
    words.addAll(List.of(more));
    return words;
  }
}
