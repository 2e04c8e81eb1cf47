package dev.crossover.launcher.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.crossover.contract.ExternalToolException;
import dev.crossover.contract.GoogleJobs;
import dev.crossover.contract.ResourceNames;
import dev.crossover.engine.files.PrivateFiles;
import dev.crossover.launcher.demo.EmbeddedServers;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.platforms.googlecloud.client.ServiceAddress;
import dev.crossover.platforms.googlecloud.packaging.FlexTemplate;
import dev.crossover.platforms.googlecloud.packaging.ProgramImage;
import dev.crossover.platforms.local.Programs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Builds the images of the jobs and of the launcher as a service, and the files of the jobs' flex
 * templates. Pushes nothing unless it is asked to.
 */
public final class PackageProgram {
  /** Java and nothing else; it runs as no superuser. */
  public static final String SERVICE_BASE = "gcr.io/distroless/java17-debian12:nonroot";

  private static final String LIBRARIES = "/app/lib";
  private static final JsonMapper JSON = new JsonMapper();

  private final Programs programs;
  private final Options options;
  private final Progress progress;

  /**
   * How it is done.
   *
   * @param out where tarballs and templates go
   * @param registry {@code HOST/PROJECT/REPOSITORY}
   * @param jobBase what the jobs' images are built on; has the launcher of flex templates in it
   * @param serviceBase what the service's image is built on; has Java in it
   * @param push whether images go to the registry, and templates to the bucket
   */
  public record Options(
      Path out,
      String registry,
      String version,
      String jobBase,
      String serviceBase,
      boolean push) {}

  /**
   * One image.
   *
   * @param tarball in OCI's layout
   * @param template the template's file; empty for the launcher
   * @param place where the template is, or belongs, in the bucket
   * @param toSet settings by which it is used, with their values; empty if they are so
   */
  public record Packaged(
      String image,
      String digest,
      String tarball,
      Optional<String> template,
      Optional<String> place,
      Map<String, String> toSet) {}

  public PackageProgram(Programs programs, Options options, Progress progress) {
    this.programs = programs;
    this.options = options;
    this.progress = progress;
  }

  /**
   * @throws ExternalToolException if the program is not built, or a base or registry cannot be had
   */
  public List<Packaged> run(ResourceNames names) {
    List<Packaged> all = new ArrayList<>();
    GoogleJobs.Bulk bulk = names.cloud().bulk();
    GoogleJobs.Live live = names.cloud().live();
    all.add(
        job(names, "bulk-load", "BulkLoadJob", "bulk", ours(bulk.template(), bulk.templatePath())));
    all.add(
        job(
            names,
            "apply-changes",
            "ApplyChangesJob",
            "live",
            ours(live.template(), live.templatePath())));
    all.add(service(names));
    return all;
  }

  /**
   * A path in the settings may be that of a copy of Google's template, which is not ours to write.
   */
  private static Optional<String> ours(GoogleJobs.Template template, Optional<String> path) {
    return path.filter(any -> template == GoogleJobs.Template.CROSSOVER);
  }

  private Packaged service(ResourceNames names) {
    boolean used =
        names.cloud().handoff().filter(set -> set.image().equals(name("launcher"))).isPresent();
    return image(
        new ProgramImage(
            name("launcher"),
            options.serviceBase(),
            LIBRARIES,
            programs.jars("launcher").stream().filter(jar -> !EmbeddedServers.are(jar)).toList(),
            List.of(
                "java",
                "-XX:MaxRAMPercentage=70",
                "-cp",
                LIBRARIES + "/*",
                "dev.crossover.launcher.cli.Crossover",
                "serve"),
            Map.of()),
        "launcher",
        Optional.empty(),
        Optional.empty(),
        used ? Map.of() : Map.of("google_cloud.handoff.image", name("launcher")));
  }

  private Packaged job(
      ResourceNames names, String job, String mainClass, String part, Optional<String> set) {
    List<Path> jars = programs.jars("pipelines");
    FlexTemplate template =
        FlexTemplate.of(
            name(job),
            options.jobBase(),
            jars,
            "dev.crossover.pipelines." + mainClass,
            metadata(jars.get(0), job));
    Path file = options.out().resolve(job + ".json");
    write(file, template.spec());
    String place =
        set.orElse(names.files().gs("templates/" + options.version() + "/" + job + ".json"));
    Packaged packaged =
        image(
            template.image(),
            job,
            Optional.of(file.toString()),
            Optional.of(place),
            set.isPresent() ? Map.of() : toSet(part, place));
    if (options.push()) {
      template.publish(
          place, names.cloud().project(), new ServiceAddress(names.cloud().endpoints().storage()));
      progress.note("template " + place);
    }
    return packaged;
  }

  private static Map<String, String> toSet(String part, String place) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("google_cloud." + part + ".template", "crossover");
    settings.put("google_cloud." + part + ".template_path", place);
    return settings;
  }

  private Packaged image(
      ProgramImage image,
      String file,
      Optional<String> template,
      Optional<String> place,
      Map<String, String> toSet) {
    Path tarball = options.out().resolve(file + ".tar");
    Path cache = options.out().resolve("cache");
    progress.note("image " + image.name() + " on " + image.base());
    folder(options.out());
    String digest = image.writeTo(tarball, cache);
    if (options.push()) {
      image.push(cache);
      progress.note("pushed " + image.name());
    }
    return new Packaged(image.name(), digest, tarball.toString(), template, place, toSet);
  }

  private String name(String program) {
    return options.registry() + "/" + program + ":" + options.version();
  }

  private static JsonNode metadata(Path jar, String job) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("dev/crossover/pipelines/" + job + ".json");
      if (entry == null) {
        throw new ExternalToolException(
            "no metadata of %s in %s; build it anew with `mvn -DskipTests package`"
                .formatted(job, jar));
      }
      try (InputStream text = zip.getInputStream(entry)) {
        return JSON.readTree(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + jar, e);
    }
  }

  private static void folder(Path folder) {
    try {
      PrivateFiles.createFolders(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make the folder " + folder, e);
    }
  }

  private static void write(Path file, String text) {
    folder(file.toAbsolutePath().getParent());
    try {
      PrivateFiles.write(file, text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
