package dev.crossover.platforms.googlecloud.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossover.contract.SettingsException;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsInBucketTest {
  private static final String OBJECT = "settings/shop-prod.tfvars.json";

  @TempDir private Path folder;
  private final FakeCloudStorage storage = new FakeCloudStorage("shop-bucket", "changes/");

  @BeforeEach
  void write() {
    CloudStorageBucket.open(new ServiceAddress(url()), "shop", "gs://shop-bucket")
        .write(OBJECT, "{\"platform\": \"google-cloud\"}".getBytes(UTF_8));
  }

  @AfterEach
  void end() {
    storage.close();
  }

  private Optional<String> url() {
    return Optional.of(storage.url());
  }

  @Test
  void copiesTheFileForItsOwnerOnly() throws IOException {
    SettingsInBucket.copy("gs://shop-bucket/settings/", "shop-prod", folder.resolve("s"), url());

    Path file = folder.resolve("s/shop-prod.tfvars.json");
    assertThat(file).content().isEqualTo("{\"platform\": \"google-cloud\"}");
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void aFolderMayBeNamedWithoutItsSlash() {
    SettingsInBucket.copy("gs://shop-bucket/settings", "shop-prod", folder.resolve("s"), url());
    assertThat(folder.resolve("s/shop-prod.tfvars.json")).exists();
  }

  @Test
  void saysWhichFileIsMissingAndWhatPutsItThere() {
    assertThatThrownBy(
            () -> SettingsInBucket.copy("gs://shop-bucket/settings/", "other", folder, url()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("gs://shop-bucket/settings/other.tfvars.json")
        .hasMessageContaining("crossover deploy --phase handoff");
  }

  @Test
  void tellsAFolderOfABucketFromOneOfThisMachine() {
    assertThat(SettingsInBucket.isIn("gs://shop-bucket/settings/")).isTrue();
    assertThat(SettingsInBucket.isIn("tfvars")).isFalse();
    assertThatThrownBy(() -> SettingsInBucket.copy("gs://", "shop-prod", folder, url()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("must be gs://BUCKET/FOLDER/, got gs://");
  }
}
