package dev.crossover.platforms.googlecloud.handoff;

import dev.crossover.contract.SettingsException;
import dev.crossover.engine.bucket.Bucket;
import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The settings file of an environment in the place where the handoff stack puts it. */
public final class SettingsInBucket {
  /** Names the emulator or fake of Cloud Storage, as Google's own clients know it. */
  public static final String EMULATOR = "STORAGE_EMULATOR_HOST";

  private static final Pattern FOLDER = Pattern.compile("gs://([^/]+)/(.*)");

  /** The settings say which one it is. An object is read without. */
  private static final String NO_PROJECT = "none";

  private SettingsInBucket() {}

  /** Whether a folder of settings is one of a bucket. */
  public static boolean isIn(String folder) {
    return folder.startsWith("gs://");
  }

  /**
   * Copies the file to a folder of this machine.
   *
   * @param folder {@code gs://BUCKET/FOLDER/}
   * @param storage Cloud Storage's address; empty for the public one
   * @throws SettingsException if it cannot be read
   */
  public static void copy(String folder, String environment, Path to, Optional<String> storage) {
    if (!FOLDER.matcher(folder).matches()) {
      throw new SettingsException(
          "a folder of settings in a bucket must be gs://BUCKET/FOLDER/, got " + folder);
    }
    String file = environment + ".tfvars.json";
    Bucket bucket = CloudStorageBucket.open(new ServiceAddress(storage), NO_PROJECT, folder);
    try (InputStream content = bucket.read(file)) {
      PrivateFiles.createFolders(to);
      PrivateFiles.write(to.resolve(file), content.readAllBytes());
    } catch (IOException | UncheckedIOException e) {
      throw new SettingsException(
          "cannot read the settings %s/%s: %s; `crossover deploy --phase handoff` puts them there"
              .formatted(folder.replaceFirst("/$", ""), file, e.getMessage()),
          e);
    }
  }
}
