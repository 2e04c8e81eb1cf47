package dev.crossover.launcher.cleanup;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * What a clean-up did, or would do.
 *
 * @param phase where the migration stands afterwards
 */
public record CleanupReport(boolean dryRun, String phase, List<Stage> stages) {
  public CleanupReport {
    stages = List.copyOf(stages);
  }

  /** One stage and what is gone after it. */
  public record Stage(String name, String what) {}

  /** The report as a person reads it. */
  @JsonIgnore
  public String text() {
    StringBuilder text = new StringBuilder(dryRun ? "Would do:\n" : "Done:\n");
    stages.forEach(stage -> text.append("  %-16s %s%n".formatted(stage.name, stage.what)));
    return text.append("phase ").append(phase).toString();
  }
}
