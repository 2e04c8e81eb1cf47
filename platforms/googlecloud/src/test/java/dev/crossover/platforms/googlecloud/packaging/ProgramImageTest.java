package dev.crossover.platforms.googlecloud.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.SettingsException;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.fake.FakeCloudStorage;
import dev.crossover.platforms.googlecloud.fake.FakeRegistry;
import dev.crossover.platforms.googlecloud.files.CloudStorageBucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramImageTest {
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void aProgram() throws IOException {
    jar = Files.writeString(folder.resolve("pipelines-0.1.0.jar"), "classes");
  }

  private FlexTemplate template(String registry) {
    return FlexTemplate.of(
        registry + "/shop/crossover/bulk-load:0.1.0",
        ProgramImage.SCRATCH,
        List.of(jar),
        "dev.crossover.pipelines.BulkLoadJob",
        JSON.createObjectNode().put("name", "Crossover bulk load"));
  }

  @Test
  void aTemplatesFileIsPutWhereJobsAreLaunchedFrom() throws IOException {
    try (FakeCloudStorage storage = new FakeCloudStorage("shop", "changes/")) {
      ServiceAddress address = new ServiceAddress(Optional.of(storage.url()));
      FlexTemplate template = template("registry.example");

      template.publish("gs://shop/templates/1/bulk-load.json", "shop-prod", address);

      try (InputStream written =
          CloudStorageBucket.open(address, "shop-prod", "gs://shop")
              .read("templates/1/bulk-load.json")) {
        assertThat(new String(written.readAllBytes(), UTF_8)).isEqualTo(template.spec());
      }
      assertThatThrownBy(() -> template.publish("gs://other/bulk-load.json", "shop-prod", address))
          .isInstanceOf(ExternalToolException.class)
          .hasMessageContaining("cannot write the template gs://other/bulk-load.json");
    }
  }

  @Test
  void anImageIsATarballInOcisLayoutWithTheProgramInIt() throws IOException {
    Path tarball = folder.resolve("bulk-load.tar");
    String digest = template("registry.example").image().writeTo(tarball, folder.resolve("cache"));

    Map<String, byte[]> files = files(Files.newInputStream(tarball));
    assertThat(JSON.readTree(files.get("oci-layout")).path("imageLayoutVersion").asText())
        .isEqualTo("1.0.0");
    JsonNode manifest = blob(files, JSON.readTree(files.get("index.json")).at("/manifests/0"));
    assertThat(JSON.readTree(files.get("index.json")).at("/manifests/0/digest").asText())
        .isEqualTo(digest);
    JsonNode config = blob(files, manifest.path("config")).path("config");
    assertThat(config.path("Env").toString())
        .contains("FLEX_TEMPLATE_JAVA_MAIN_CLASS=dev.crossover.pipelines.BulkLoadJob")
        .contains("FLEX_TEMPLATE_JAVA_CLASSPATH=/template/*");
    assertThat(config.has("Entrypoint")).as("the base's own").isFalse();
    Map<String, byte[]> layer =
        files(new GZIPInputStream(new ByteArrayInputStream(raw(files, manifest.at("/layers/0")))));
    assertThat(new String(layer.get("template/pipelines-0.1.0.jar"), UTF_8)).isEqualTo("classes");
  }

  private static JsonNode blob(Map<String, byte[]> files, JsonNode descriptor) throws IOException {
    return JSON.readTree(raw(files, descriptor));
  }

  private static byte[] raw(Map<String, byte[]> files, JsonNode descriptor) {
    return files.get("blobs/" + descriptor.path("digest").asText().replace(':', '/'));
  }

  private static Map<String, byte[]> files(InputStream archive) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), tar.readAllBytes());
      }
    }
    return files;
  }

  @Test
  void theSameProgramGivesTheSameImage() {
    ProgramImage image = template("registry.example").image();
    assertThat(image.writeTo(folder.resolve("a.tar"), folder.resolve("cache-a")))
        .isEqualTo(image.writeTo(folder.resolve("b.tar"), folder.resolve("cache-b")));
  }

  @Test
  void isPushedToARegistry() {
    try (FakeRegistry registry = new FakeRegistry()) {
      ProgramImage image = template(registry.host()).image();
      String digest = image.push(folder.resolve("cache"));

      assertThat(digest).isEqualTo(image.writeTo(folder.resolve("e.tar"), folder.resolve("cache")));
      assertThat(registry.manifest("shop/crossover/bulk-load/manifests/0.1.0"))
          .contains("application/vnd.oci.image.manifest.v1+json");
      assertThat(registry.blobs()).as("config and one layer").isEqualTo(2);
    }
  }

  @Test
  void saysWhatIsMissingWhereTheRegistryDoesNotTakeIt() {
    try (FakeRegistry registry = new FakeRegistry()) {
      registry.refuse();
      ProgramImage image = template(registry.host()).image();

      assertThatThrownBy(() -> image.push(folder.resolve("cache")))
          .isInstanceOf(ExternalToolException.class)
          .hasMessageContaining("cannot push " + registry.host())
          .hasMessageContaining("roles/artifactregistry.writer");
    }
  }

  @Test
  void saysWhichBaseItCouldNotHave() {
    String base = "tar://" + folder.resolve("nothing.tar");
    ProgramImage image =
        new ProgramImage(
            "registry.example/a/b/c:1", base, "/app", List.of(jar), List.of("java"), Map.of());
    assertThatThrownBy(() -> image.writeTo(folder.resolve("c.tar"), folder.resolve("cache")))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("its base is " + base);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NO NAME", "shop/launcher:1", "registry.example/shop/launcher:a/b"})
  void saysHowAnImageIsNamedAndTakesNoPublicRegistryForIt(String name) {
    ProgramImage image =
        new ProgramImage(name, ProgramImage.SCRATCH, "/app", List.of(jar), List.of(), Map.of());
    assertThatThrownBy(() -> image.writeTo(folder.resolve("d.tar"), folder.resolve("cache")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("must be named HOST/PROJECT/REPOSITORY/NAME:TAG, got " + name);
  }

  @Test
  void theTemplatesFileIsWhatDataflowReads() throws IOException {
    JsonNode spec = JSON.readTree(template("registry.example").spec());
    assertThat(spec.path("image").asText())
        .isEqualTo("registry.example/shop/crossover/bulk-load:0.1.0");
    assertThat(spec.at("/sdkInfo/language").asText()).isEqualTo("JAVA");
    assertThat(spec.at("/metadata/name").asText()).isEqualTo("Crossover bulk load");
  }
}
