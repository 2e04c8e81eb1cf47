package dev.crossover.contract;

/** Where the secrets of scheme {@code secret-manager} are kept. Safe for many threads. */
@FunctionalInterface
public interface SecretStore {
  /** There is none: every secret is in the process's environment or in a file. */
  SecretStore NONE =
      version -> {
        throw new SettingsException(
            "the secret "
                + version
                + " is read on platform google-cloud only; use env:NAME or file:PATH here");
      };

  /**
   * Reads a secret.
   *
   * @param version {@code projects/P/secrets/S/versions/V}
   * @throws CrossoverException if it cannot be read, without a word of its content
   */
  String read(String version);
}
