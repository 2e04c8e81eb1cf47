package dev.crossover.stacks;

import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The schema step's file of statements: each ends with a semicolon at the end of a line. */
final class DdlFile {
  private DdlFile() {}

  /**
   * @throws SettingsException if the file cannot be read
   */
  static List<String> statements(Path file) {
    try {
      return Arrays.stream(Files.readString(file).split(";[ \\t]*(\\R|\\z)"))
          .map(DdlFile::withoutComments)
          .filter(statement -> !statement.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new SettingsException(
          "google_cloud.database.ddl_file cannot be read: "
              + file
              + "; run `crossover schema` first, or remove the key",
          e);
    }
  }

  private static String withoutComments(String statement) {
    return statement.replaceAll("(?m)^\\s*--.*$", "").strip();
  }
}
