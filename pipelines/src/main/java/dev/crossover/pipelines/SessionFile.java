package dev.crossover.pipelines;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.schema.TargetSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that tells a job the target's schema. */
final class SessionFile {
  private SessionFile() {}

  /**
   * @throws SettingsException if the file is missing or is no target schema
   */
  static TargetSchema read(String path) {
    try {
      return TargetSchema.parse(Files.readString(Path.of(path)));
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the target schema " + path + "; run the schema step first", e);
    }
  }
}
