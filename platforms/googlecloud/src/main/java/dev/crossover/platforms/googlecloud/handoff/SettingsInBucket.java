package dev.crossover.platforms.googlecloud.handoff;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageException;
import com.google.cloud.storage.StorageOptions;
import dev.crossover.contract.SettingsException;
import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings file of an environment in the place where the handoff stack puts it. */
public final class SettingsInBucket {
  /** Names the emulator or fake of Cloud Storage, as Google's own clients know it. */
  public static final String EMULATOR = "STORAGE_EMULATOR_HOST";

  private static final Pattern FOLDER = Pattern.compile("gs://([^/]+)/(.*)");

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
    Matcher place = FOLDER.matcher(folder);
    if (!place.matches()) {
      throw new SettingsException(
          "a folder of settings in a bucket must be gs://BUCKET/FOLDER/, got " + folder);
    }
    String prefix = place.group(2);
    String slash = prefix.isEmpty() || prefix.endsWith("/") ? "" : "/";
    String file = environment + ".tfvars.json";
    try {
      byte[] content =
          client(new ServiceAddress(storage)).readAllBytes(place.group(1), prefix + slash + file);
      PrivateFiles.createFolders(to);
      PrivateFiles.write(to.resolve(file), content);
    } catch (StorageException e) {
      throw new SettingsException(
          "cannot read the settings %s%s%s: %s; `crossover deploy --phase handoff` puts them there"
              .formatted(folder, slash, file, e.getMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Storage client(ServiceAddress address) {
    StorageOptions.Builder options = StorageOptions.newBuilder();
    address.url().ifPresent(options::setHost);
    if (address.isPlain()) {
      options.setCredentials(NoCredentials.getInstance()).setProjectId("none");
    }
    return options.build().getService();
  }
}
