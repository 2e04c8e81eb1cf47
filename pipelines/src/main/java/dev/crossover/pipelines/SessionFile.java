package dev.crossover.pipelines;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.schema.TargetSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The file that tells a job the target's schema. */
final class SessionFile {
  private SessionFile() {}

  /**
   * @throws SettingsException if the file is missing or is no target schema
   */
  static TargetSchema read(Bucket bucket, String path) {
    try (InputStream file = bucket.read(path)) {
      return TargetSchema.parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException | UncheckedIOException e) {
      throw new SettingsException(
          "cannot read the target schema %s: %s; run the schema step first"
              .formatted(path, e.getMessage()),
          e);
    }
  }
}
