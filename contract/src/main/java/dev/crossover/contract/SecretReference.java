package dev.crossover.contract;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a secret is kept; never the secret itself.
 *
 * @param scheme {@code env} (an environment variable) or {@code file} (a file whose content,
 *     without a trailing line end, is the secret)
 * @param name the variable's name or the file's path
 */
public record SecretReference(String scheme, String name) {
  public SecretReference {
    if (!(scheme.equals("env") || scheme.equals("file")) || name.isBlank()) {
      // The text may be a real secret that somebody pasted here, so it is not repeated.
      throw new SettingsException(
          "a secret must be a reference, got a literal value; write env:NAME or file:PATH");
    }
  }

  /**
   * @throws SettingsException if {@code text} is not {@code env:NAME} or {@code file:PATH}
   */
  @JsonCreator
  public static SecretReference parse(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? new SecretReference("", "")
        : new SecretReference(text.substring(0, colon), text.substring(colon + 1));
  }

  /**
   * Reads the secret.
   *
   * @param environment the process environment
   * @throws SettingsException if the variable is not set or the file cannot be read
   */
  public String resolve(Map<String, String> environment) {
    return scheme.equals("env") ? fromEnvironment(environment) : fromFile();
  }

  private String fromEnvironment(Map<String, String> environment) {
    String value = environment.get(name);
    if (value == null) {
      throw new SettingsException(
          "the environment variable " + name + " is not set; export it before you run Crossover");
    }
    return value;
  }

  private String fromFile() {
    try {
      return Files.readString(Path.of(name)).stripTrailing();
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the secret file " + name + "; check path and mode", e);
    }
  }

  @JsonValue
  @Override
  public String toString() {
    return scheme + ":" + name;
  }
}
