package dev.crossover.platforms.googlecloud.handoff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.crossover.contract.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Over a server that has one object, as Cloud Storage's JSON API gives its media: "to download an
 * object's data, use alt=media"; 404 for another one (cloud.google.com/storage/docs/json_api/v1,
 * Objects: get).
 */
class SettingsInBucketTest {
  private static final String OBJECT = "/b/shop-bucket/o/settings%2Fshop-prod.tfvars.json";

  @TempDir private Path folder;
  private HttpServer storage;

  @BeforeEach
  void aBucket() throws IOException {
    storage = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    storage.createContext(
        "/",
        exchange -> {
          URI uri = exchange.getRequestURI();
          boolean found = uri.getRawPath().endsWith(OBJECT);
          byte[] body =
              (found
                      ? "{\"platform\": \"google-cloud\"}"
                      : "{\"error\": {\"code\": 404, \"message\": \"No such object\"}}")
                  .getBytes(UTF_8);
          try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(found ? 200 : 404, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    storage.start();
  }

  @AfterEach
  void end() {
    storage.stop(0);
  }

  private Optional<String> url() {
    return Optional.of("http://127.0.0.1:" + storage.getAddress().getPort());
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
