package dev.crossover.platforms.local;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a supervisor leaves for {@code status}.
 *
 * @param at when the job was last started or given up
 * @param restarts how often it was started again lately
 * @param gaveUp whether the supervisor has given it up
 * @param lastError why the job last ended or was ended
 */
record SupervisionRecord(String at, int restarts, boolean gaveUp, Optional<String> lastError) {
  static JsonFile<SupervisionRecord> file(Path workDirectory, String job) {
    return new JsonFile<>(
        workDirectory.resolve("processes").resolve(job + ".supervision.json"),
        SupervisionRecord.class);
  }
}
