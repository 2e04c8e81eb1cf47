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
 * @param scheme {@code env} (an environment variable), {@code file} (a file whose content, without
 *     a trailing line end, is the secret) or {@code secret-manager}
 * @param name the variable's name, the file's path, or {@code projects/P/secrets/S/versions/V}
 */
public record SecretReference(String scheme, String name) {
  private static final String SECRET_MANAGER = "secret-manager";

  public SecretReference {
    boolean known =
        scheme.equals(SECRET_MANAGER)
            ? name.matches("projects/[^/]+/secrets/[\\w-]+/versions/(\\d+|latest)")
            : (scheme.equals("env") || scheme.equals("file")) && !name.isBlank();
    if (!known) {
      // The text may be a real secret that somebody pasted here, so it is not repeated.
      throw new SettingsException(
          "a secret must be a reference, got a literal value; write env:NAME, file:PATH or"
              + " secret-manager:projects/PROJECT/secrets/NAME/versions/VERSION");
    }
  }

  /** Whether Google's Secret Manager keeps the secret; {@code name} is then its version's name. */
  public boolean isInSecretManager() {
    return scheme.equals(SECRET_MANAGER);
  }

  /**
   * @throws SettingsException if {@code text} is no reference to a secret
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
   * @param store has the secrets of scheme {@code secret-manager}
   * @throws CrossoverException if the variable is not set, or the file or the store cannot be read
   */
  public String resolve(Map<String, String> environment, SecretStore store) {
    if (isInSecretManager()) {
      return store.read(name);
    }
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
