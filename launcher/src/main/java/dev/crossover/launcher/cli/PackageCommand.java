package dev.crossover.launcher.cli;

import dev.crossover.contract.ResourceNames;
import dev.crossover.contract.SettingsReader;
import dev.crossover.launcher.packaging.PackageProgram;
import dev.crossover.launcher.packaging.PackageProgram.Packaged;
import dev.crossover.launcher.progress.Progress;
import dev.crossover.platforms.googlecloud.packaging.FlexTemplate;
import dev.crossover.platforms.local.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "package",
    description =
        "Build the container images of the jobs and of the service, and the jobs' flex templates,"
            + " without Docker. Nothing leaves this machine without --push; bases of images are"
            + " downloaded.")
final class PackageCommand implements Callable<Integer> {
  @Mixin private CommandOptions options;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "target/images",
      description = "Where tarballs and templates go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  @Option(
      names = "--registry",
      paramLabel = "REPOSITORY",
      description =
          "HOST/PROJECT/REPOSITORY of the images; crossover in the environment's project and region"
              + " without it.")
  private String registry;

  @Option(
      names = "--image-version",
      paramLabel = "TAG",
      required = true,
      description = "The version of the images and templates; never the same for other contents.")
  private String version;

  @Option(
      names = "--job-base",
      paramLabel = "IMAGE",
      defaultValue = FlexTemplate.BASE,
      description =
          "What the jobs' images are built on: a copy of Google's launcher of templates in Java."
              + " Default: ${DEFAULT-VALUE}.")
  private String jobBase;

  @Option(
      names = "--service-base",
      paramLabel = "IMAGE",
      defaultValue = PackageProgram.SERVICE_BASE,
      description = "What the service's image is built on: Java 17. Default: ${DEFAULT-VALUE}.")
  private String serviceBase;

  @Option(names = "--push", description = "Push the images, and put the templates in the bucket.")
  private boolean push;

  private record Result(List<Packaged> images) {}

  @Override
  public Integer call() {
    return options.runApart(this::build);
  }

  private Answer build() {
    ResourceNames names =
        ResourceNames.of(SettingsReader.read(options.tfvars(), options.environment()));
    String where =
        registry == null
            ? "%s-docker.pkg.dev/%s/crossover"
                .formatted(names.cloud().region(), names.cloud().project())
            : registry;
    try (Progress progress = options.json() ? Progress.silent() : Terminals.progress()) {
      List<Packaged> images =
          new PackageProgram(
                  Programs.find(),
                  new PackageProgram.Options(
                      out.toAbsolutePath(), where, version, jobBase, serviceBase, push),
                  progress)
              .run(names);
      return Answer.done(new Result(images), text(images));
    }
  }

  private String text(List<Packaged> images) {
    StringBuilder text = new StringBuilder();
    for (Packaged image : images) {
      text.append(image.image()).append("  ").append(image.digest()).append('\n');
      text.append("  ").append(image.tarball()).append('\n');
      image
          .place()
          .ifPresent(
              place ->
                  text.append("  ")
                      .append(push ? "template " : "its template belongs at ")
                      .append(place)
                      .append('\n'));
      image
          .toSet()
          .forEach(
              (key, value) -> text.append("  to use it, set %s to %s%n".formatted(key, value)));
    }
    return text.append(push ? "Pushed." : "Nothing was pushed; --push does.").toString();
  }
}
